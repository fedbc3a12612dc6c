package dev.weir.model;

import org.jspecify.annotations.Nullable;

/** A repository's full name; written {@code domain/repository}. */
public record RepositoryId(DomainName domain, RepositoryName repository)
    implements Comparable<RepositoryId> {
  public static RepositoryId of(String domain, String repository) {
    return new RepositoryId(new DomainName(domain), new RepositoryName(repository));
  }

  // By hand, as in HotKey: it is the key of what every request looks up.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof RepositoryId that
            && repository.equals(that.repository)
            && domain.equals(that.domain);
  }

  @Override
  public int hashCode() {
    return 31 * domain.hashCode() + repository.hashCode();
  }

  @Override
  public int compareTo(RepositoryId other) {
    int byDomain = domain.compareTo(other.domain);
    return byDomain != 0 ? byDomain : repository.compareTo(other.repository);
  }

  @Override
  public String toString() {
    return domain + "/" + repository;
  }
}
