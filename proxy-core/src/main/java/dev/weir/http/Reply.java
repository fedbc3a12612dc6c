package dev.weir.http;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * What to answer. The server owns {@code body} from here on and releases or closes it on every
 * path.
 *
 * @param headers without {@code Content-Length} and {@code Transfer-Encoding} where the body's own
 *     length is known: the server writes those. A reply to HEAD whose body is {@link Body.Empty}
 *     may carry a {@code Content-Length} of its own.
 * @param outcome for the metrics and the access log
 */
public record Reply(HttpResponseStatus status, HttpHeaders headers, Body body, Outcome outcome) {
  /** The bytes of a reply. */
  public sealed interface Body {
    Body EMPTY = new Empty();

    /** No bytes. */
    record Empty() implements Body {}

    /** Bytes at hand, written at once. Released by the server. */
    record Bytes(ByteBuf bytes) implements Body {}

    /**
     * {@code length} bytes of {@code source} from {@code offset} on, pulled while the channel is
     * writable; a {@code length} of -1 means up to the end, which goes out chunked if {@link
     * ByteSource#length} is -1 as well. A read that fails closes the connection without the rest,
     * so that no client takes the reply for complete. Closed by the server.
     */
    record Range(ByteSource source, long offset, long length) implements Body {}
  }
}
