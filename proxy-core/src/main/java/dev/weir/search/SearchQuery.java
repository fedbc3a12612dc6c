package dev.weir.search;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code npm search} asks for: {@code text=left+pad&size=20&from=0&quality=0.65&…}. Numbers
 * beyond their limits are brought within them; parameters that npm does not have are dropped.
 *
 * @param text what to look for, words between spaces
 * @param size most results wanted, 0 to 250
 * @param from how many results to pass over
 * @param weights {@code quality}, {@code popularity} and {@code maintenance} as far as they were
 *     given, 0 to 1
 */
public record SearchQuery(String text, int size, int from, Map<String, Double> weights) {
  /** The public registry's limit, which clients know. */
  public static final int MAX_SIZE = 250;

  private static final int DEFAULT_SIZE = 20;
  private static final int MAX_FROM = 10_000;
  private static final int MAX_TEXT = 512;
  private static final List<String> WEIGHTS = List.of("quality", "popularity", "maintenance");

  /**
   * Reads a URL's query.
   *
   * @throws IllegalArgumentException naming the parameter and what was expected
   */
  public static SearchQuery parse(String query) {
    var given = parameters(query);
    var weights = new LinkedHashMap<String, Double>();
    for (var name : WEIGHTS) {
      var value = given.get(name);
      if (value != null) {
        weights.put(name, weight(name, value));
      }
    }
    return new SearchQuery(
        text(given.getOrDefault("text", "")),
        Math.min(MAX_SIZE, whole("size", given, DEFAULT_SIZE)),
        Math.min(MAX_FROM, whole("from", given, 0)),
        weights);
  }

  /** The path to ask an origin for, below its base, with its query. */
  public String path() {
    var path = new StringBuilder("-/v1/search?text=");
    path.append(URLEncoder.encode(text, StandardCharsets.UTF_8));
    path.append("&size=").append(size).append("&from=").append(from);
    weights.forEach((name, value) -> path.append('&').append(name).append('=').append(value));
    return path.toString();
  }

  /** The same search, of other results. */
  public SearchQuery page(int otherFrom, int otherSize) {
    return new SearchQuery(text, otherSize, otherFrom, weights);
  }

  /** The words of the text in lower case; none asks for everything. */
  public List<String> words() {
    return text.isBlank()
        ? List.of()
        : List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
  }

  /** The first of each name. */
  private static Map<String, String> parameters(String query) {
    var parameters = new LinkedHashMap<String, String>();
    for (var part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(part.substring(0, equals), decoded(part.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      throw bad("query", value, "percent-encoded values");
    }
  }

  private static String text(String value) {
    if (value.length() > MAX_TEXT || value.chars().anyMatch(Character::isISOControl)) {
      throw bad("text", "", "at most %d characters, without controls".formatted(MAX_TEXT));
    }
    return value;
  }

  private static int whole(String name, Map<String, String> given, int otherwise) {
    var value = given.get(name);
    if (value == null || value.isEmpty()) {
      return otherwise;
    }
    if (!value.matches("\\d{1,9}")) {
      throw bad(name, value, "a whole number from 0 on");
    }
    return Integer.parseInt(value);
  }

  private static double weight(String name, String value) {
    if (!value.matches("\\d{0,9}(\\.\\d{1,20})?") || value.isEmpty()) {
      throw bad(name, value, "a number from 0 to 1");
    }
    return Math.min(1, Double.parseDouble(value));
  }

  private static IllegalArgumentException bad(String name, String value, String expected) {
    return new IllegalArgumentException(
        "search: %s: %s (expected: %s)".formatted(name, value, expected));
  }
}
