package dev.weir.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Comma-separated header values (RFC 9110, section 5.6.1), with parameters and weights. */
final class Tokens {
  private Tokens() {}

  /** One element: its first part in lower case, and its weight, 1 unless {@code q} says less. */
  record Weighted(String value, double weight) {}

  /** The elements of a list; malformed ones are passed over. */
  static List<Weighted> weighted(String header) {
    var elements = new ArrayList<Weighted>();
    for (var element : header.split(",", -1)) {
      var parts = element.split(";", -1);
      var value = parts[0].trim().toLowerCase(Locale.ROOT);
      if (!value.isEmpty()) {
        weight(parts).ifPresent(weight -> elements.add(new Weighted(value, weight)));
      }
    }
    return elements;
  }

  /** Whether a list has this element, whatever its case. */
  static boolean contains(String header, String token) {
    return weighted(header).stream().anyMatch(element -> element.value().equals(token));
  }

  /** Of the second part on; empty if there is a weight that is none (RFC 9110, 12.4.2). */
  private static OptionalDouble weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      var part = parts[i].trim().toLowerCase(Locale.ROOT);
      if (part.startsWith("q=")) {
        var text = part.substring(2).trim();
        return text.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?")
            ? OptionalDouble.of(Double.parseDouble(text))
            : OptionalDouble.empty();
      }
    }
    return OptionalDouble.of(1);
  }
}
