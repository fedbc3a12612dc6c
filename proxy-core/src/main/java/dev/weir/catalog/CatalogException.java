package dev.weir.catalog;

import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;

/** A change that was refused, and nothing was changed. Stackless: the caller's mistake, no bug. */
public final class CatalogException extends RuntimeException {
  /** Why, for whoever must tell a client in its own words. */
  public enum Kind {
    UNKNOWN_DOMAIN,
    UNKNOWN_REPOSITORY,
    /** An upstream that is not in the domain. */
    UNKNOWN_UPSTREAM,
    /** A domain or repository of this name. */
    ALREADY_EXISTS,
    /** A domain name that addresses have another use for. */
    RESERVED_NAME,
    /** Packages of an earlier repository of this name are still being deleted; try again. */
    BEING_DELETED,
    /** A domain with repositories in it cannot go. */
    DOMAIN_NOT_EMPTY,
    /** A repository upstream of itself; the message shows the way around. */
    CYCLE,
    /** An upstream named twice. */
    DUPLICATE_UPSTREAM,
    /** More domains than {@code quota.domains}. */
    TOO_MANY_DOMAINS,
    /** More repositories than {@code quota.repositories-per-domain}. */
    TOO_MANY_REPOSITORIES,
    /** More direct upstreams than {@code quota.upstreams}. */
    TOO_MANY_UPSTREAMS,
    /** More repositories to search for one request than {@code quota.searched}. */
    SEARCH_TOO_LONG,
    /** More than {@link Attachments#MAX_TAGS} tags on one resource. */
    TOO_MANY_TAGS,
    /** The policy is another than the one that was to be replaced or deleted, or there is none. */
    REVISION_MISMATCH,
    /** There is no policy to delete. */
    NO_POLICY,
    /** Upstreams and an external connection on one repository. */
    CONNECTION_AND_UPSTREAMS,
    /** A second external connection. */
    TOO_MANY_CONNECTIONS,
    ALREADY_ASSOCIATED,
    NOT_ASSOCIATED,
    /** Other daemons changed the same domain again and again; worth trying again. */
    CONTENDED,
    /** Too many changes wait for their turn; worth trying again. */
    OVERLOADED
  }

  private final Kind kind;
  private final String resource;

  CatalogException(Kind kind, String resource, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.resource = resource;
  }

  static CatalogException unknown(DomainName domain) {
    return new CatalogException(
        Kind.UNKNOWN_DOMAIN, domain.value(), "domain %s does not exist".formatted(domain));
  }

  static CatalogException unknown(RepositoryId repository) {
    return new CatalogException(
        Kind.UNKNOWN_REPOSITORY,
        repository.toString(),
        "repository %s does not exist".formatted(repository));
  }

  public Kind kind() {
    return kind;
  }

  /** What it is about: {@code domain} or {@code domain/repository}. */
  public String resource() {
    return resource;
  }
}
