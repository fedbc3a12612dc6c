package dev.weir.registry;

import dev.weir.http.Request;
import dev.weir.model.RepositoryId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The URL of a repository as a client uses it: what every URL in an answer begins with. */
final class RepositoryBase {
  private record Known(String server, String base) {}

  private final RepositoryId repository;
  private final Function<Request, String> server;

  /** Nearly always all clients use the same one. A race makes equal ones twice. */
  private volatile @Nullable Known known;

  /**
   * @param server the scheme and authority that the client used, without a trailing slash
   */
  RepositoryBase(RepositoryId repository, Function<Request, String> server) {
    this.repository = repository;
    this.server = server;
  }

  RepositoryId repository() {
    return repository;
  }

  /** Ends in a slash. */
  String of(Request request) {
    var url = server.apply(request);
    var last = known;
    if (last == null || !last.server.equals(url)) {
      last =
          new Known(
              url,
              url + NpmRoutes.PREFIX + repository.domain() + "/" + repository.repository() + "/");
      known = last;
    }
    return last.base;
  }
}
