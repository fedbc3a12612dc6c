package dev.weir.system;

import dev.weir.testing.documents.Gzip;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Requests with a body to a daemon under test. */
final class Asked {
  static final String AUDIT = "-/npm/v1/security/advisories/bulk";

  private Asked() {}

  /** Posts {@code body} as it is; headers as name, value, name, value … */
  static HttpResponse<String> post(
      WeirUnderTest weir, String pathInRegistry, byte[] body, String... headers) {
    return post(weir, weir.uri(pathInRegistry), body, headers);
  }

  static HttpResponse<String> post(WeirUnderTest weir, URI uri, byte[] body, String... headers) {
    var request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return weir.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** An audit as pnpm and Yarn send it. */
  static HttpResponse<String> audit(WeirUnderTest weir, String json) {
    return post(weir, AUDIT, bytes(json), "Content-Type", "application/json");
  }

  /** An audit as npm and Bun send it. */
  static HttpResponse<String> zippedAudit(WeirUnderTest weir, String json) {
    return post(
        weir,
        AUDIT,
        Gzip.compressed(bytes(json)),
        "Content-Type",
        "application/json",
        "Content-Encoding",
        "gzip");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
