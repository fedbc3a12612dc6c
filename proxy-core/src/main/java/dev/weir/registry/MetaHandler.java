package dev.weir.registry;

import dev.weir.http.Outcome;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/** What lies below {@code <base>-/}: answered here or not at all, never by an origin. */
final class MetaHandler {
  Reply handle(RepositoryRequest request, String path) {
    return switch (path) {
      case "-/ping" -> json("{}");
      case "-/whoami" -> whoami(request);
      default -> Faults.absent("not served: " + path);
    };
  }

  /** Anyone with a credential is {@code open} here; without one npm is told to log in. */
  private static Reply whoami(RepositoryRequest request) {
    if (request.http().headers().contains(HttpHeaderNames.AUTHORIZATION)) {
      return json("{\"username\":\"open\"}");
    }
    var reply =
        Replies.error(
            HttpResponseStatus.UNAUTHORIZED, Outcome.CLIENT_ERROR, "no credential was sent");
    reply.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    return reply;
  }

  static Reply json(String json) {
    return Replies.json(HttpResponseStatus.OK, Outcome.OK, json.getBytes(StandardCharsets.UTF_8));
  }
}
