package dev.weir.registry;

import dev.weir.cache.Demand;
import dev.weir.http.Request;
import dev.weir.model.RepositoryId;
import java.util.List;
import java.util.Set;

/**
 * A request to a repository.
 *
 * @param base the repository's URL as this client uses it, ending in a slash: what every URL in an
 *     answer begins with
 */
record RepositoryRequest(Request http, RepositoryId repository, String base) {
  /** {@code npm stage publish} looks for the version as {@code npm publish} does. */
  private static final Set<String> PUBLISHING = Set.of("publish", "stage");

  /** Whether the client reads what the repository itself has, in order to change it. */
  boolean toWrite() {
    return List.of(http.query().split("&", -1)).contains("write=true");
  }

  /**
   * Whether npm looks whether a version is there already that it is about to publish. No origin may
   * hear of it.
   */
  boolean toPublish() {
    var command = http.headers().get("npm-command");
    return command != null && PUBLISHING.contains(command);
  }

  /** How current what the client reads of a package has to be. */
  Demand demand() {
    if (toPublish()) {
      return Demand.STORED;
    }
    return forced() ? Demand.REVALIDATED : Demand.CURRENT;
  }

  /** Whether the client wants what is stored to be revalidated (RFC 9111, section 5.2.1.4). */
  boolean forced() {
    var value = http.headers().get("cache-control");
    return value != null && Tokens.contains(value, "no-cache");
  }
}
