package dev.weir.daemon;

import dev.weir.http.Outcome;
import dev.weir.http.ServiceException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The parameters of a request to the extension API: {@code package=%40types%2Fnode&domain=local}. A
 * plus sign is a plus sign. One that is misspelt is refused rather than passed over, since the
 * answer would be another than was asked for.
 */
final class Parameters {
  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads a query as sent.
   *
   * @param known the names that there may be
   * @throws ServiceException 400 if it cannot be read or has another
   */
  static Parameters parse(String query, Set<String> known) {
    var values = new LinkedHashMap<String, List<String>>();
    for (var part : query.split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        var name = decoded(equals < 0 ? part : part.substring(0, equals));
        if (!known.contains(name)) {
          throw bad("query: %s (expected: %s)".formatted(shown(name), String.join(", ", known)));
        }
        values
            .computeIfAbsent(name, any -> new ArrayList<>())
            .add(equals < 0 ? "" : decoded(part.substring(equals + 1)));
      }
    }
    return new Parameters(values);
  }

  /** All values of a name, in the order in which they were given. */
  List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /** The value of a name, which may be given once. */
  Optional<String> one(String name) {
    var all = all(name);
    if (all.size() > 1) {
      throw bad("query: %s stands there %d times (expected: once)".formatted(name, all.size()));
    }
    return all.stream().findFirst();
  }

  /** The value of a name as something whose constructor may refuse it. */
  <T> Optional<T> one(String name, Function<String, T> made) {
    return one(name).map(text -> made(text, made));
  }

  /** The same for one that has to be given. */
  <T> T needed(String name, Function<String, T> made) {
    return one(name, made).orElseThrow(() -> bad("query: no %s (expected: one)".formatted(name)));
  }

  /** {@code text} as something whose constructor may refuse it; 400 if so. */
  static <T> T made(String text, Function<String, T> made) {
    try {
      return made.apply(text);
    } catch (IllegalArgumentException notOne) {
      throw bad(shown(String.valueOf(notOne.getMessage())));
    }
  }

  static ServiceException bad(String message) {
    return new ServiceException(HttpResponseStatus.BAD_REQUEST, Outcome.CLIENT_ERROR, message);
  }

  static String shown(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      throw bad(
          "query: %s (expected: two hexadecimal digits after each %%)".formatted(shown(text)));
    }
  }
}
