package dev.weir.testing;

import dev.weir.testing.documents.Form;
import dev.weir.testing.server.Seen;

/** What a request will take: RFC 9110, section 12.5, as far as registries go. */
final class Negotiation {
  private Negotiation() {}

  /** The abbreviated form if it is named and wanted at least as much as the full one. */
  static Form form(Seen request) {
    var accept = request.header("accept").orElse("*/*");
    double abbreviated = quality(accept, Form.ABBREVIATED.contentType());
    return abbreviated > 0 && abbreviated >= quality(accept, Form.FULL.contentType())
        ? Form.ABBREVIATED
        : Form.FULL;
  }

  static boolean gzip(Seen request) {
    return quality(request.header("accept-encoding").orElse(""), "gzip") > 0;
  }

  /** The weight of {@code name} in a list such as {@code gzip;q=0.5, br}; 0 if it isn't there. */
  private static double quality(String list, String name) {
    for (var item : list.split(",", -1)) {
      var parts = item.strip().split(";", -1);
      if (parts[0].strip().equalsIgnoreCase(name)) {
        return weight(parts);
      }
    }
    return 0;
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      var part = parts[i].strip();
      if (part.startsWith("q=")) {
        return Double.parseDouble(part.substring(2));
      }
    }
    return 1;
  }
}
