package dev.weir.registry;

import dev.weir.model.Integrity;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Collections;

/**
 * What npm expects of a tarball by its lockfile, which it says in {@code pacote-integrity}. If that
 * is not what the packument here says, one of the two is out of date.
 */
final class ExpectedIntegrity {
  private static final String HEADER = "pacote-integrity";

  private ExpectedIntegrity() {}

  static boolean isSaid(RepositoryRequest request) {
    return request.http().headers().contains(HEADER);
  }

  /** What the client said. */
  static String of(RepositoryRequest request) {
    return request.http().headers().get(HEADER, "");
  }

  /** The same by a tarball's ETag; nearly always the header is the ETag without its quotes. */
  static boolean differs(HttpHeaders headers, String etag) {
    var header = headers.get(HEADER);
    if (header == null || header.length() + 2 == etag.length() && etag.startsWith(header, 1)) {
      return false;
    }
    return Integrity.parse(etag.substring(1, etag.length() - 1))
        .filter(ours -> differs(headers, ours))
        .isPresent();
  }

  /** Whether the client says that it expects other content; false if it says nothing comparable. */
  static boolean differs(HttpHeaders headers, Integrity ours) {
    var header = headers.get(HEADER);
    if (header == null) {
      return false;
    }
    return Integrity.parse(header)
        .filter(theirs -> theirs.algorithm() == ours.algorithm())
        .filter(theirs -> Collections.disjoint(theirs.anyOf(), ours.anyOf()))
        .isPresent();
  }
}
