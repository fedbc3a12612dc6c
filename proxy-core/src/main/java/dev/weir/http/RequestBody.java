package dev.weir.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of one request while it comes and until its handler is done with it.
 *
 * <p>Keeps what the socket brought as it is, without a copy; but small parts are gathered, since
 * each holds the whole buffer that it was read into: a body that drips in byte by byte would take a
 * thousand times its length. Filled on the event loop; closed once, on whichever thread the
 * handler's stage completes.
 */
final class RequestBody implements AutoCloseable {
  /** Below this a part is copied. */
  private static final int SMALL = 8 << 10;

  private static final int GATHERED = 16 << 10;

  private final RequestBodies all;
  private final List<ByteBuf> parts = new ArrayList<>(2);
  private ByteBuf gathering = Unpooled.EMPTY_BUFFER;
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
    if (bytes < SMALL) {
      gather(part);
    } else {
      parts.add(part.retain());
      gathering = Unpooled.EMPTY_BUFFER;
    }
    return true;
  }

  /** Among the parts already; grows up to its bound. */
  private void gather(ByteBuf part) {
    int bytes = part.readableBytes();
    if (gathering.readableBytes() + bytes > gathering.maxCapacity()) {
      gathering = PooledByteBufAllocator.DEFAULT.directBuffer(bytes, GATHERED);
      parts.add(gathering);
    }
    gathering.writeBytes(part, part.readerIndex(), bytes);
  }

  /** All of it; owned by this. */
  ByteBuf whole() {
    if (!parts.isEmpty()) {
      whole = Unpooled.wrappedBuffer(parts.size(), parts.toArray(ByteBuf[]::new));
      parts.clear();
      gathering = Unpooled.EMPTY_BUFFER;
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
