package dev.weir.cli.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A path of the extension API with its parameters, percent-encoded. Immutable. */
public record Query(String path) {
  /** The same with a parameter more. */
  public Query with(String name, String value) {
    // A plus sign would be one.
    var encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    return new Query(path + (path.indexOf('?') < 0 ? '?' : '&') + name + '=' + encoded);
  }
}
