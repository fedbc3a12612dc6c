package dev.weir.compare.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.compare.origin.PackumentDigest;
import dev.weir.compare.origin.Sha256;
import dev.weir.compare.wire.Decoded;
import dev.weir.compare.wire.WireReply;
import dev.weir.compare.workload.Target;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Judges one answer: what is wrong with it, if anything. */
final class Verdict {
  private Verdict() {}

  /** What is wrong, and what would have been right. */
  record Wrong(String expected, String got) {}

  /**
   * @param tarballBase where a packument's tarball URLs must begin
   */
  static Optional<Wrong> of(WireReply reply, int status, Target target, URI tarballBase) {
    if (reply.status() != status) {
      return Optional.of(new Wrong("status " + status, "status " + reply.status()));
    }
    var stated = reply.header("content-length").map(Integer::parseInt).orElse(-1);
    if (status != 304 && stated >= 0 && stated != reply.body().length) {
      return Optional.of(
          new Wrong("a body of " + stated + " bytes", reply.body().length + " bytes"));
    }
    return status == 304 ? empty(reply) : content(reply, target.content(), tarballBase);
  }

  private static Optional<Wrong> empty(WireReply reply) {
    return reply.header("etag").isPresent()
        ? Optional.empty()
        : Optional.of(new Wrong("an ETag in a 304 (RFC 9110, 15.4.5)", "none"));
  }

  private static Optional<Wrong> content(WireReply reply, Target.Content content, URI tarballBase) {
    byte[] body;
    try {
      body = Decoded.body(reply);
    } catch (IOException e) {
      return Optional.of(new Wrong("a body that can be decoded", String.valueOf(e.getMessage())));
    }
    if (content instanceof Target.Bytes bytes) {
      return bytes(body, bytes);
    }
    if (content instanceof Target.Packument packument) {
      return packument(body, packument, tarballBase);
    }
    var text = new String(body, UTF_8);
    return text.startsWith("{")
        ? Optional.empty()
        : Optional.of(new Wrong("a JSON object", abridged(text)));
  }

  private static Optional<Wrong> bytes(byte[] body, Target.Bytes expected) {
    if (body.length != expected.length()) {
      return Optional.of(new Wrong(expected.length() + " bytes", body.length + " bytes"));
    }
    return same("content with SHA-256 ", expected.sha256(), Sha256.of(body));
  }

  private static Optional<Wrong> packument(
      byte[] body, Target.Packument expected, URI tarballBase) {
    try {
      var digest = PackumentDigest.of(body, tarballBase.toString());
      return same("a packument with digest ", expected.digest(), digest);
    } catch (IllegalArgumentException e) {
      return Optional.of(new Wrong("the origin's packument", String.valueOf(e.getMessage())));
    }
  }

  private static Optional<Wrong> same(String what, String expected, String got) {
    return expected.equals(got)
        ? Optional.empty()
        : Optional.of(new Wrong(what + expected, what + got));
  }

  private static String abridged(String text) {
    return text.length() < 60 ? text : text.substring(0, 60) + "…";
  }
}
