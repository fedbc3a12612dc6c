package dev.weir.compare.peer;

import dev.weir.compare.wire.Header;
import dev.weir.compare.wire.Loopback;
import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line of {@link PlainNetty}:
 *
 * <pre>{@code
 * PlainNetty --from http://127.0.0.1:PORT/npm/local/dev --targets FILE
 *            [--header 'Accept-Encoding: gzip']… [--mode fixed|encoded] [--missing /no-such-package]
 *            [--port 0] [--allocator pooled|adaptive|unpooled] [--transport epoll|nio]
 *            [--high-water 524288]
 * }</pre>
 *
 * @param from the server that is asked for the answers; loopback only
 * @param targets one a line in the file, each with a slash first, below the path of {@code from}
 * @param missing a target that must be unknown to that server
 * @param headers what it is asked with
 * @param encoded whole responses in one buffer, instead of through {@code HttpServerCodec}
 * @param highWater bytes waiting in a connection at which it counts as not writable
 */
record PlainOptions(
    URI from,
    List<String> targets,
    String missing,
    List<Header> headers,
    boolean encoded,
    int port,
    ByteBufAllocator allocator,
    boolean epoll,
    int highWater) {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "mode", "fixed",
          "missing", "/no-such-package",
          "port", "0",
          "allocator", "pooled",
          "transport", "epoll",
          "high-water", "524288");

  PlainOptions {
    Loopback.require(from);
    targets = List.copyOf(targets);
    headers = List.copyOf(headers);
  }

  static PlainOptions parse(String[] arguments) {
    var values = new HashMap<>(DEFAULTS);
    var headers = new ArrayList<Header>();
    for (int i = 0; i < arguments.length; i += 2) {
      var name = arguments[i].replaceFirst("^--", "");
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " (expected: a value after it)");
      }
      if (name.equals("header")) {
        headers.add(Header.parse(arguments[i + 1]));
      } else if (DEFAULTS.containsKey(name) || name.equals("from") || name.equals("targets")) {
        values.put(name, arguments[i + 1]);
      } else {
        throw new IllegalArgumentException(
            arguments[i]
                + " (expected: --from --targets --header or one of --"
                + DEFAULTS.keySet());
      }
    }
    return of(values, headers);
  }

  private static PlainOptions of(Map<String, String> values, List<Header> headers) {
    return new PlainOptions(
        URI.create(required(values, "from")),
        lines(Path.of(required(values, "targets"))),
        required(values, "missing"),
        headers,
        choice(values, "mode", "encoded", "fixed"),
        Integer.parseInt(required(values, "port")),
        allocator(required(values, "allocator")),
        choice(values, "transport", "epoll", "nio"),
        Integer.parseInt(required(values, "high-water")));
  }

  private static String required(Map<String, String> values, String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("--" + name + ": missing (expected: a value)");
    }
    return value;
  }

  /** Whether the value is {@code yes}; it may only be {@code no} otherwise. */
  private static boolean choice(Map<String, String> values, String name, String yes, String no) {
    var value = required(values, name);
    if (!value.equals(yes) && !value.equals(no)) {
      throw new IllegalArgumentException(
          "--%s: %s (expected: %s or %s)".formatted(name, value, yes, no));
    }
    return value.equals(yes);
  }

  private static ByteBufAllocator allocator(String name) {
    return switch (name) {
      case "pooled" -> new PooledByteBufAllocator(true);
      case "adaptive" -> new AdaptiveByteBufAllocator(true);
      case "unpooled" -> new UnpooledByteBufAllocator(true);
      default ->
          throw new IllegalArgumentException(
              "--allocator: " + name + " (expected: pooled, adaptive or unpooled)");
    };
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
