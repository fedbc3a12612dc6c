package dev.weir.catalog;

import dev.weir.model.ConnectionName;
import dev.weir.model.RepositoryId;
import java.util.function.Function;

/** A place that a repository's answers may come from. */
public sealed interface Source {
  /** What {@code repository} itself keeps: published to it or retained in it. */
  record Local(RepositoryId repository) implements Source {
    @Override
    public String toString() {
      return repository.toString();
    }
  }

  /** The registry outside that {@code holder} is connected to. */
  record External(RepositoryId holder, ConnectionName connection) implements Source {
    @Override
    public String toString() {
      return connection + " of " + holder;
    }
  }

  default <T> T match(Function<Local, T> local, Function<External, T> external) {
    if (this instanceof Local l) {
      return local.apply(l);
    }
    return external.apply((External) this);
  }
}
