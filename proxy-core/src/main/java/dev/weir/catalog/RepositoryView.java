package dev.weir.catalog;

/**
 * A repository as a request to it sees it.
 *
 * @param order where its answers are looked for
 * @param stamp above 0; another one whenever something was changed that its answers depend on: this
 *     repository, or one of the order, was connected otherwise or made anew. What was made for
 *     another stamp must not be used any more; changes elsewhere leave the stamp as it is
 */
public record RepositoryView(Repository repository, SearchOrder order, long stamp) {
  /** A stamp that no repository has. */
  public static final long NO_STAMP = 0;
}
