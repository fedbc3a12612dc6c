package dev.weir.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of one request while it comes and until its handler is done with it.
 *
 * <p>Keeps what the socket brought as it is, without a copy. Filled on the event loop; closed once,
 * on whichever thread the handler's stage completes.
 */
final class RequestBody implements AutoCloseable {
  private final RequestBodies all;
  private final List<ByteBuf> parts = new ArrayList<>(2);
  private long counted;
  private ByteBuf whole = Unpooled.EMPTY_BUFFER;

  RequestBody(RequestBodies all) {
    this.all = all;
  }

  /** Keeps a hold of its own on {@code part}; false, and it is not kept, if all bodies are full. */
  boolean add(ByteBuf part) {
    long bytes = part.readableBytes();
    if (bytes == 0) {
      return true;
    }
    if (!all.take(bytes)) {
      return false;
    }
    counted += bytes;
    parts.add(part.retain());
    return true;
  }

  /** All of it; owned by this. */
  ByteBuf whole() {
    if (!parts.isEmpty()) {
      whole = Unpooled.wrappedBuffer(parts.size(), parts.toArray(ByteBuf[]::new));
      parts.clear();
    }
    return whole;
  }

  @Override
  public void close() {
    parts.forEach(ByteBuf::release);
    parts.clear();
    whole.release();
    whole = Unpooled.EMPTY_BUFFER;
    all.gaveBack(counted);
    counted = 0;
  }
}
