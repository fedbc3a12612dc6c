package dev.weir.cli.remote;

import dev.weir.cli.Failure;
import java.net.URI;
import java.net.URISyntaxException;

/** The address of a daemon: scheme, host, port and perhaps the path that a proxy has it under. */
public record Endpoint(URI uri) {
  public static final Endpoint DEFAULT = new Endpoint(URI.create("http://127.0.0.1:9347"));

  /**
   * Reads one.
   *
   * @param source what it was written as, such as {@code --endpoint}
   */
  public static Endpoint of(String text, String source) {
    try {
      var uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      boolean web = http || "https".equalsIgnoreCase(uri.getScheme());
      if (web && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null) {
        return new Endpoint(uri);
      }
    } catch (URISyntaxException malformed) {
      // Told below, as any other that is none.
    }
    throw Failure.usage(
        "%s: %s (expected: an address such as %s)".formatted(source, text, DEFAULT.uri()));
  }

  /** This address and a path below it, such as {@code /weir/v1/status}. */
  public URI below(String path) {
    return URI.create(uri + path);
  }

  /** Whether this is this machine, where no proxy leads to. */
  public boolean isLoopback() {
    return isLoopback(uri.getHost());
  }

  /** Whether a host, as an address has it, is this machine. */
  public static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
