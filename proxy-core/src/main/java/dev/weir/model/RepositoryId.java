package dev.weir.model;

/** A repository's full name; written {@code domain/repository}. */
public record RepositoryId(DomainName domain, RepositoryName repository)
    implements Comparable<RepositoryId> {
  public static RepositoryId of(String domain, String repository) {
    return new RepositoryId(new DomainName(domain), new RepositoryName(repository));
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
