package dev.weir.registry;

import dev.weir.http.Outcome;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import dev.weir.model.RepositoryId;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/** What lies below {@code <base>-/} and needs no looking up: answered here, never by an origin. */
final class MetaHandler {
  private MetaHandler() {}

  /** The base itself, which some look at to see whether a registry is there. */
  static Reply root(RepositoryId repository) {
    return json("{\"repository\":\"%s\"}".formatted(repository));
  }

  /** Anyone with a credential is {@code open} here; without one npm is told to log in. */
  static Reply whoami(RepositoryRequest request) {
    if (request.http().headers().contains(HttpHeaderNames.AUTHORIZATION)) {
      return json("{\"username\":\"open\"}");
    }
    var reply =
        Replies.error(
            HttpResponseStatus.UNAUTHORIZED, Outcome.CLIENT_ERROR, "no credential was sent");
    reply.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    return reply;
  }

  /** An error that says why; npm prints its {@code error}. */
  static Reply notServed(String path) {
    if (path.equals("-/npm/v1/security/audits") || path.startsWith("-/npm/v1/security/audits/")) {
      return gone("this form of audit is not served (expected: …/security/advisories/bulk)");
    } else if (path.equals("-/all") || path.startsWith("-/all/")) {
      return gone("the list of all packages is not served (expected: -/v1/search?text=…)");
    } else if (isAboutUsers(path)) {
      return absent("there are no users: auth.mode is open, and nobody need log in");
    } else if (path.startsWith("-/npm/v1/oidc/")) {
      return noTrustedPublishing();
    }
    return Faults.absent("not served: " + path);
  }

  /** npm then goes on with the credential that it has, without a word. */
  static Reply noTrustedPublishing() {
    return absent("this server exchanges no identity tokens: it has no trusted publishing");
  }

  static Reply json(String json) {
    return Replies.json(HttpResponseStatus.OK, Outcome.OK, json.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isAboutUsers(String path) {
    return path.equals("-/v1/login")
        || path.startsWith("-/user/")
        || path.equals("-/npm/v1/user")
        || path.equals("-/npm/v1/tokens")
        || path.startsWith("-/npm/v1/tokens/");
  }

  private static Reply absent(String words) {
    return Replies.error(HttpResponseStatus.NOT_FOUND, Outcome.NOT_FOUND, words);
  }

  private static Reply gone(String words) {
    return Replies.error(HttpResponseStatus.GONE, Outcome.NOT_FOUND, words);
  }
}
