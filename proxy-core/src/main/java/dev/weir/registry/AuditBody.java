package dev.weir.registry;

import dev.weir.http.Outcome;
import dev.weir.http.ServiceException;
import dev.weir.npm.BulkAudit;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an audit, decoded: npm and Bun send it as gzip, the others plain. What it may not be
 * is a {@link ServiceException} that says so: too long is 413, another coding 415, the rest 400.
 */
final class AuditBody {
  private AuditBody() {}

  /**
   * Inflates, but never more than {@code most} bytes. For the CPU pool.
   *
   * @param coding the {@code Content-Encoding}
   * @param body stays the caller's; its reader index does not move
   */
  static byte[] decode(@Nullable String coding, ByteBuf body, long most) {
    try (var in = decoded(coding, new ByteBufInputStream(body.duplicate()))) {
      var bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
      if (bytes.length > most) {
        throw refused(
            HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
            "audit: longer than %d bytes (answer.max-audit)".formatted(most));
      }
      return bytes;
    } catch (IOException broken) {
      throw refused(
          HttpResponseStatus.BAD_REQUEST,
          "audit: a gzip body that is broken (expected: a whole one)");
    }
  }

  static BulkAudit parse(byte[] json) {
    try {
      return BulkAudit.parse(json);
    } catch (IllegalArgumentException malformed) {
      throw refused(HttpResponseStatus.BAD_REQUEST, String.valueOf(malformed.getMessage()));
    }
  }

  private static InputStream decoded(@Nullable String coding, InputStream body) throws IOException {
    return switch (coding == null ? "" : coding.trim().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> new GZIPInputStream(body, 8 << 10);
      default ->
          throw refused(
              HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
              "Content-Encoding: %s (expected: gzip or none)".formatted(coding));
    };
  }

  private static ServiceException refused(HttpResponseStatus status, String message) {
    return new ServiceException(status, Outcome.CLIENT_ERROR, message);
  }
}
