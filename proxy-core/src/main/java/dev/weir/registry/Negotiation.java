package dev.weir.registry;

import dev.weir.npm.Form;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/**
 * Chooses the representation of a packument.
 *
 * <p>No {@code Accept}, or one without npm's own type, gets the full form; never 406, since clients
 * fall over it. gzip unless the client does not take it.
 */
record Negotiation(Form form, boolean gzip) {
  static Negotiation of(HttpHeaders headers) {
    return new Negotiation(
        form(headers.get(HttpHeaderNames.ACCEPT)),
        takesGzip(headers.get(HttpHeaderNames.ACCEPT_ENCODING)));
  }

  /** Names the representation: what differs between two of the same sources. */
  String item() {
    return form.name() + (gzip ? "+gzip" : "");
  }

  private static Form form(@org.jspecify.annotations.Nullable String accept) {
    if (accept == null) {
      return Form.FULL;
    }
    var types = Tokens.weighted(accept);
    double abbreviated = weight(types, List.of(Form.ABBREVIATED.contentType()));
    double full = weight(types, List.of(Form.FULL.contentType(), "application/*", "*/*"));
    return abbreviated > 0 && abbreviated >= full ? Form.ABBREVIATED : Form.FULL;
  }

  private static boolean takesGzip(@org.jspecify.annotations.Nullable String acceptEncoding) {
    return acceptEncoding != null
        && weight(Tokens.weighted(acceptEncoding), List.of("gzip", "x-gzip", "*")) > 0;
  }

  /** The weight of the first of {@code names} that is there, the most specific first. */
  private static double weight(List<Tokens.Weighted> elements, List<String> names) {
    for (var name : names) {
      for (var element : elements) {
        if (element.value().equals(name)) {
          return element.weight();
        }
      }
    }
    return 0;
  }
}
