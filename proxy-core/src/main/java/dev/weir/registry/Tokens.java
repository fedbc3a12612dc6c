package dev.weir.registry;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Comma-separated header values (RFC 9110, section 5.6.1), with parameters and weights. */
final class Tokens {
  /** RFC 9110, section 12.4.2. */
  private static final Pattern WEIGHT = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

  private Tokens() {}

  /** One element: its first part in lower case, and its weight, 1 unless {@code q} says less. */
  record Weighted(String value, double weight) {}

  /** A list in one line, however many the client made of it; empty if there is none. */
  static String list(HttpHeaders headers, CharSequence name) {
    var lines = headers.valueStringIterator(name);
    var list = lines.hasNext() ? lines.next() : "";
    while (lines.hasNext()) {
      list += "," + lines.next();
    }
    return list;
  }

  /** The elements of a list; malformed ones are passed over. */
  static List<Weighted> weighted(String list) {
    var elements = new ArrayList<Weighted>();
    for (var element : list.split(",", -1)) {
      var parts = element.split(";", -1);
      var value = parts[0].trim().toLowerCase(Locale.ROOT);
      if (!value.isEmpty()) {
        weight(parts).ifPresent(weight -> elements.add(new Weighted(value, weight)));
      }
    }
    return elements;
  }

  /** The weight of the first of {@code names} that is there; empty if none is. */
  static OptionalDouble weight(List<Weighted> elements, String... names) {
    for (var name : names) {
      for (var element : elements) {
        if (element.value().equals(name)) {
          return OptionalDouble.of(element.weight());
        }
      }
    }
    return OptionalDouble.empty();
  }

  /** Whether a list has this element, whatever its case. */
  static boolean contains(String list, String token) {
    return weighted(list).stream().anyMatch(element -> element.value().equals(token));
  }

  /** Of the second part on; empty if there is a weight that is none. */
  private static OptionalDouble weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      var part = parts[i].trim().toLowerCase(Locale.ROOT);
      if (part.startsWith("q=")) {
        var text = part.substring(2).trim();
        return WEIGHT.matcher(text).matches()
            ? OptionalDouble.of(Double.parseDouble(text))
            : OptionalDouble.empty();
      }
    }
    return OptionalDouble.of(1);
  }
}
