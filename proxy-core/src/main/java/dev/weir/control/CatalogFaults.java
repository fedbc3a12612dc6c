package dev.weir.control;

import dev.weir.catalog.CatalogException;
import dev.weir.control.ControlException.Reason;
import dev.weir.resolve.RepositoryGoneException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What a refused change of the catalog is in CodeArtifact's words. */
final class CatalogFaults {
  private CatalogFaults() {}

  /** Stages wrap what an earlier stage failed with. */
  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** What is deleted and is not there is as good as deleted, with an empty answer, as at AWS. */
  static CompletionStage<Answer> absentIsDeleted(
      CompletionStage<Answer> deletion, CatalogException.Kind absent) {
    return deletion.exceptionallyCompose(
        failure ->
            cause(failure) instanceof CatalogException refused && refused.kind() == absent
                ? CompletableFuture.completedStage(Answer.json(Map.of()))
                : CompletableFuture.failedStage(failure));
  }

  static ControlException told(RepositoryGoneException gone) {
    return ControlException.notFound(
        ResourceKind.REPOSITORY,
        gone.repository().toString(),
        "Repository not found. " + gone.getMessage());
  }

  static ControlException told(CatalogException refused) {
    var message = String.valueOf(refused.getMessage());
    var id = refused.resource();
    var kind = id.indexOf('/') < 0 ? ResourceKind.DOMAIN : ResourceKind.REPOSITORY;
    return switch (refused.kind()) {
      case UNKNOWN_DOMAIN, UNKNOWN_REPOSITORY, UNKNOWN_UPSTREAM, NOT_ASSOCIATED, NO_POLICY ->
          ControlException.notFound(kind, id, message);
      case ALREADY_EXISTS, ALREADY_ASSOCIATED, DOMAIN_NOT_EMPTY, REVISION_MISMATCH ->
          ControlException.conflict(kind, id, message);
      case TOO_MANY_DOMAINS,
          TOO_MANY_REPOSITORIES,
          TOO_MANY_UPSTREAMS,
          TOO_MANY_TAGS,
          SEARCH_TOO_LONG ->
          ControlException.quota(kind, id, message);
      case RESERVED_NAME -> ControlException.invalid(Reason.FIELD_VALIDATION_FAILED, message);
      case CYCLE, DUPLICATE_UPSTREAM, CONNECTION_AND_UPSTREAMS, TOO_MANY_CONNECTIONS ->
          ControlException.invalid(Reason.OTHER, message);
      case BEING_DELETED, CONTENDED, OVERLOADED -> ControlException.busy(message);
    };
  }
}
