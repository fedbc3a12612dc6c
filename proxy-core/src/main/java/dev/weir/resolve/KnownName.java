package dev.weir.resolve;

import dev.weir.model.ConnectionName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is stored about a package's name, to decide which origins may be told it. Pure.
 *
 * @param offeredBy connections whose document of it is stored
 * @param own whether a repository has versions of its own
 * @param retainedFrom connections that such versions came from; none for what was published here
 */
record KnownName(Set<ConnectionName> offeredBy, boolean own, Set<ConnectionName> retainedFrom) {
  KnownName {
    offeredBy = Set.copyOf(offeredBy);
    retainedFrom = Set.copyOf(retainedFrom);
  }

  /**
   * Of {@code connections}, those that may hear the name, in the same order.
   *
   * <p>An origin that offers a package knows its name. A name that only our own versions have is
   * told to nobody: it would show an attacker what to publish elsewhere (dependency confusion). A
   * name of which nothing is stored is told to all, as an install of it would.
   */
  Set<ConnectionName> mayHear(List<ConnectionName> connections) {
    var some = new LinkedHashSet<>(connections);
    if (!offeredBy.isEmpty()) {
      some.retainAll(offeredBy);
    } else if (own) {
      some.retainAll(retainedFrom);
    }
    return some;
  }
}
