package dev.weir.cache;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** A hot body read at any offset. Closing gives back its reference. */
public final class HotSource implements ByteSource {
  private final HotBody body;
  private final AtomicBoolean closed = new AtomicBoolean();

  HotSource(HotBody body) {
    this.body = body;
  }

  @Override
  public long length() {
    return body.length();
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    return CompletableFuture.completedFuture(body.slice(offset, maxBytes));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      body.release();
    }
  }
}
