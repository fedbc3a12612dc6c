package dev.weir.cli.login;

import dev.weir.cli.Failure;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client is pointed at. Both texts come from the daemon and end up in configuration files,
 * so that neither may have a line's end, a quote or anything else that means something there.
 *
 * @param url the repository's endpoint, which ends in a slash
 * @param token what to authenticate with
 * @param scope the packages it is for, such as {@code @my}; all if empty
 */
record Registry(String url, String token, Optional<String> scope) {
  private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]_~%/+-]+/");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");
  // As aws codeartifact login has it.
  private static final Pattern SCOPE = Pattern.compile("@[a-z0-9-~][a-z0-9-._~]*");

  Registry {
    if (!URL.matcher(url).matches()) {
      throw Failure.unreachable("the daemon's endpoint is none: " + url);
    }
    if (!TOKEN.matcher(token).matches()) {
      throw Failure.unreachable("the daemon's token has characters that no token has");
    }
  }

  /** A scope as the user wrote it, with or without the {@code @}. */
  static String scope(String word) {
    var scope = word.startsWith("@") ? word : "@" + word;
    if (!SCOPE.matcher(scope).matches()) {
      throw Failure.usage("--namespace: %s (expected: a scope such as @my-team)".formatted(word));
    }
    return scope;
  }

  /** The URL without its scheme, under which npm keeps credentials. */
  String withoutScheme() {
    return url.substring(url.indexOf("//"));
  }

  boolean isPlainHttp() {
    return url.startsWith("http:");
  }

  String host() {
    return URI.create(url).getHost();
  }

  boolean hasPort() {
    return URI.create(url).getPort() >= 0;
  }
}
