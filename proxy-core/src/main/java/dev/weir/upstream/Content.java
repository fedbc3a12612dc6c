package dev.weir.upstream;

import dev.weir.io.ByteStream;
import dev.weir.upstream.HopResult.Head;
import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Found;
import dev.weir.upstream.UpstreamResponse.Kind;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.concurrent.Executor;

/** Turns a 200's head and its bytes on the wire into an answer. */
final class Content {
  private Content() {}

  /** Takes over the head's body: hands it on decoded and limited, or closes it. */
  static UpstreamResponse of(UpstreamRequest request, Head head, Executor cpu) {
    var transfer = String.join(", ", head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING));
    if (!transfer.isEmpty() && !transfer.strip().equalsIgnoreCase("chunked")) {
      head.body().close();
      return failed(
          request,
          Kind.MALFORMED,
          "answered in Transfer-Encoding %s (expected: chunked or none)".formatted(transfer));
    }
    var lines = head.headers().getAll(HttpHeaderNames.CONTENT_ENCODING);
    var coding = ContentCoding.of(lines);
    if (coding.isEmpty()) {
      head.body().close();
      return failed(
          request,
          Kind.MALFORMED,
          "answered in Content-Encoding %s (expected: gzip or none)"
              .formatted(String.join(", ", lines)));
    }
    return coding.get() == ContentCoding.IDENTITY
        ? plain(request, head)
        : found(head, decoded(request, head, coding.get(), cpu));
  }

  private static UpstreamResponse plain(UpstreamRequest request, Head head) {
    long length = head.body().length().orElse(0);
    if (length > request.maxBytes()) {
      head.body().close();
      return failed(
          request,
          Kind.TOO_LARGE,
          "answered with %d bytes (at most %d are taken)".formatted(length, request.maxBytes()));
    }
    return found(head, head.body().limitedTo(request.maxBytes()));
  }

  private static ByteStream decoded(
      UpstreamRequest request, Head head, ContentCoding coding, Executor cpu) {
    long maxBytes = request.maxBytes();
    // Bytes that cannot be compressed grow by less than this; more decodes to nothing.
    long maxCoded = maxBytes + maxBytes / 64 + (64 << 10);
    return new DecodedBody(
        head.body().limitedTo(maxCoded), coding.decoder(), maxBytes, cpu, ByteBufAllocator.DEFAULT);
  }

  private static Found found(Head head, ByteStream body) {
    return new Found(
        StatusRules.validators(head.headers()), StatusRules.maxAge(head.headers()), body);
  }

  private static Failed failed(UpstreamRequest request, Kind kind, String what) {
    return new Failed(kind, "connection %s %s".formatted(request.connection(), what));
  }
}
