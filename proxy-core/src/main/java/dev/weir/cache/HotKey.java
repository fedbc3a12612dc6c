package dev.weir.cache;

import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import org.jspecify.annotations.Nullable;

/**
 * Names what is sent: all that changes its bytes or who may have it.
 *
 * <p>No record: what a record has for {@code equals} goes through method handles, which was 6 % of
 * a hot request's time.
 */
public final class HotKey {
  private final RepositoryId repository;
  private final PackageName name;
  private final String item;
  private final String base;
  private final int hash;

  /**
   * @param item a tarball's file name, or a packument's form and coding
   * @param base the base URL that the body names; empty for a tarball
   */
  public HotKey(RepositoryId repository, PackageName name, String item, String base) {
    this.repository = repository;
    this.name = name;
    this.item = item;
    this.base = base;
    this.hash =
        ((repository.hashCode() * 31 + name.hashCode()) * 31 + item.hashCode()) * 31
            + base.hashCode();
  }

  public RepositoryId repository() {
    return repository;
  }

  public PackageName name() {
    return name;
  }

  public String item() {
    return item;
  }

  public String base() {
    return base;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof HotKey that
            && hash == that.hash
            && name.equals(that.name)
            && item.equals(that.item)
            && repository.equals(that.repository)
            && base.equals(that.base);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "%s %s %s %s".formatted(repository, name, item, base);
  }
}
