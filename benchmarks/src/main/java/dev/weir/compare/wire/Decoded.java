package dev.weir.compare.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Bodies without their content coding. */
public final class Decoded {
  private Decoded() {}

  /** Knows gzip and identity; throws for others, and for what is not whole. */
  public static byte[] body(WireReply reply) throws IOException {
    var coding = reply.header("content-encoding").orElse("identity");
    return switch (coding) {
      case "identity" -> reply.body();
      case "gzip" -> {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(reply.body()))) {
          yield in.readAllBytes();
        }
      }
      default ->
          throw new IOException("content-encoding: " + coding + " (expected: gzip or identity)");
    };
  }
}
