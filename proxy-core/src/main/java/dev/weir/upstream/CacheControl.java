package dev.weir.upstream;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts of an answer's {@code Cache-Control} that Weir heeds (RFC 9111, section 5.2.2).
 *
 * @param maxAge the first {@code max-age}; 0 if it is not a number, since invalid freshness means
 *     stale (RFC 9111, section 4.2.1); a huge one is cut to about 68 years
 * @param noCache also in its qualified form, {@code no-cache="…"}
 */
record CacheControl(Optional<Duration> maxAge, boolean noCache, boolean noStore) {
  private static final long LONGEST = Integer.MAX_VALUE;

  /** Reads all field lines of the header; what is unknown or malformed is skipped. */
  static CacheControl parse(List<String> lines) {
    var scanner = new Scanner(String.join(",", lines));
    Optional<Duration> maxAge = Optional.empty();
    boolean noCache = false;
    boolean noStore = false;
    while (scanner.advance()) {
      switch (scanner.name) {
        case "max-age" -> maxAge = maxAge.or(scanner::seconds);
        case "no-cache" -> noCache = true;
        case "no-store" -> noStore = true;
        default -> {}
      }
    }
    return new CacheControl(maxAge, noCache, noStore);
  }

  /** How long the answer is fresh: 0 if it may not be kept unasked, empty if nothing was said. */
  Optional<Duration> freshFor() {
    return noCache || noStore ? Optional.of(Duration.ZERO) : maxAge;
  }

  /** Walks over {@code name}, {@code name=token} and {@code name="quoted, \" string"}. */
  private static final class Scanner {
    private final String text;
    private int at;
    String name = "";
    private String value = "";

    Scanner(String text) {
      this.text = text;
    }

    boolean advance() {
      skip(",");
      if (at == text.length()) {
        return false;
      }
      name = until("=,").toLowerCase(Locale.ROOT);
      value = "";
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        skip("");
        value = at < text.length() && text.charAt(at) == '"' ? quoted() : until(",");
      }
      until(",");
      return true;
    }

    Optional<Duration> seconds() {
      boolean number = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!number) {
        return Optional.of(Duration.ZERO);
      }
      var digits = value.replaceFirst("^0+(?=.)", "");
      long seconds = digits.length() > 10 ? LONGEST : Math.min(LONGEST, Long.parseLong(digits));
      return Optional.of(Duration.ofSeconds(seconds));
    }

    private String until(String stops) {
      int start = at;
      while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(start, at).strip();
    }

    private String quoted() {
      var unquoted = new StringBuilder();
      for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        unquoted.append(text.charAt(at));
      }
      at = Math.min(at + 1, text.length());
      return unquoted.toString();
    }

    private void skip(String further) {
      while (at < text.length()
          && (Character.isWhitespace(text.charAt(at)) || further.indexOf(text.charAt(at)) >= 0)) {
        at++;
      }
    }
  }
}
