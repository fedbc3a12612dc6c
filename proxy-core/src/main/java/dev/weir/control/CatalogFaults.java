package dev.weir.control;

import dev.weir.catalog.CatalogException;
import dev.weir.control.ControlException.Reason;

/** What a refused change of the catalog is in CodeArtifact's words. */
final class CatalogFaults {
  private CatalogFaults() {}

  static ControlException told(CatalogException refused) {
    var message = String.valueOf(refused.getMessage());
    var id = refused.resource();
    var kind = id.indexOf('/') < 0 ? ResourceKind.DOMAIN : ResourceKind.REPOSITORY;
    return switch (refused.kind()) {
      case UNKNOWN_DOMAIN, UNKNOWN_REPOSITORY, UNKNOWN_UPSTREAM, NOT_ASSOCIATED ->
          ControlException.notFound(kind, id, message);
      case ALREADY_EXISTS, ALREADY_ASSOCIATED, DOMAIN_NOT_EMPTY ->
          ControlException.conflict(kind, id, message);
      case TOO_MANY_UPSTREAMS, SEARCH_TOO_LONG -> ControlException.quota(kind, id, message);
      case RESERVED_NAME -> ControlException.invalid(Reason.FIELD_VALIDATION_FAILED, message);
      case CYCLE, DUPLICATE_UPSTREAM, CONNECTION_AND_UPSTREAMS, TOO_MANY_CONNECTIONS ->
          ControlException.invalid(Reason.OTHER, message);
      case CONTENDED, OVERLOADED -> ControlException.busy(message);
    };
  }
}
