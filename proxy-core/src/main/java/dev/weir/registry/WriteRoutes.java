package dev.weir.registry;

import dev.weir.http.Request;
import dev.weir.http.Route;
import dev.weir.npm.NpmPath;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Optional;

/** The endpoints of npm that change something, by method. */
final class WriteRoutes {
  /** Makes a route in the repository that the request names. */
  interface Making {
    Route of(String operation, RepositoryHandler handler);
  }

  private final PublishHandler publishing;
  private final TagHandler tags;
  private final long longest;

  /**
   * @param longest body of a publish, in bytes
   */
  WriteRoutes(RegistryParts parts, long longest) {
    this.publishing = new PublishHandler(parts);
    this.tags = new TagHandler(parts);
    this.longest = longest;
  }

  /** The route of a request that is no reading; empty if its method is not served there. */
  Optional<Route> of(Request request, NpmPath asked, Making making) {
    var method = request.method();
    if (method.equals(HttpMethod.DELETE)) {
      return deleting(asked, making);
    } else if (method.equals(HttpMethod.PUT)) {
      return putting(asked, making);
    } else if (method.equals(HttpMethod.POST) && asked instanceof NpmPath.DistTag tag) {
      return Optional.of(tagging(tag, making));
    }
    return Optional.empty();
  }

  private Optional<Route> putting(NpmPath asked, Making making) {
    if (asked instanceof NpmPath.Packument packument) {
      return Optional.of(
          making
              .of("publish", request -> publishing.publish(request, packument.name()))
              .streamingBody(longest));
    } else if (asked instanceof NpmPath.Revision at) {
      return Optional.of(
          making
              .of("unpublish", request -> publishing.unpublish(request, at.name(), at.revision()))
              .streamingBody(longest));
    } else if (asked instanceof NpmPath.DistTag tag) {
      return Optional.of(tagging(tag, making));
    } else if (asked instanceof NpmPath.Manifest legacy) {
      return Optional.of(
          tagging(new NpmPath.DistTag(legacy.name(), legacy.versionOrTag()), making));
    }
    return Optional.empty();
  }

  private Optional<Route> deleting(NpmPath asked, Making making) {
    if (asked instanceof NpmPath.Revision at) {
      return Optional.of(
          making.of(
              "unpublish", request -> publishing.unpublishAll(request, at.name(), at.revision())));
    } else if (asked instanceof NpmPath.TarballRevision at) {
      return Optional.of(
          making.of("unpublish", request -> publishing.unpublishTarball(request, at)));
    } else if (asked instanceof NpmPath.DistTag tag) {
      return Optional.of(
          making.of("dist_tags_change", request -> tags.remove(request, tag.name(), tag.tag())));
    }
    return Optional.empty();
  }

  private Route tagging(NpmPath.DistTag tag, Making making) {
    return making
        .of("dist_tags_change", request -> tags.set(request, tag.name(), tag.tag()))
        .takingBody();
  }

  /** The methods that a path has, for {@code Allow}. */
  static String allowed(NpmPath asked) {
    if (asked instanceof NpmPath.Packument || asked instanceof NpmPath.Manifest) {
      return "GET, HEAD, PUT";
    } else if (asked instanceof NpmPath.DistTag) {
      return "GET, HEAD, PUT, POST, DELETE";
    } else if (asked instanceof NpmPath.Revision) {
      return "PUT, DELETE";
    }
    return asked instanceof NpmPath.TarballRevision ? "DELETE" : NpmRoutes.READ_ONLY;
  }
}
