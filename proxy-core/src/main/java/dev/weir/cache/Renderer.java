package dev.weir.cache;

import dev.weir.npm.DocumentReader;
import dev.weir.npm.PackumentPlan;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Makes bodies of plans, on the CPU pool. */
final class Renderer {
  /** Bodies longer than this, as identity, go out as they are made, and only ever compressed. */
  static final long LARGE = Compression.LARGE;

  private final CpuPool cpu;
  private final HotCache hot;
  private final CacheListener listener;
  private final InstantSource clock;

  Renderer(CpuPool cpu, HotCache hot, CacheListener listener, InstantSource clock) {
    this.cpu = cpu;
    this.hot = hot;
    this.listener = listener;
    this.clock = clock;
  }

  Executor lane(PackumentPlan plan) {
    return cpu.laneFor(plan.length());
  }

  /** A whole small body; the receiver releases it. */
  HotBody whole(PackumentPlan plan, List<? extends DocumentReader> documents, Coding coding) {
    var chunks = new ArrayList<ByteBuf>();
    try {
      render(plan, documents, coding, new ChunkSink(hot.allocator(), chunks::add));
      return hot.body(chunks);
    } catch (Throwable e) { // an Error too, such as Netty's when direct memory is used up
      chunks.forEach(ByteBuf::release);
      throw e;
    }
  }

  /** Makes a large body while {@code body}'s readers follow. */
  void grow(
      PackumentPlan plan,
      List<? extends DocumentReader> documents,
      Coding coding,
      GrowingBody body) {
    try {
      render(plan, documents, coding, new ChunkSink(hot.allocator(), body::append));
      body.complete();
    } catch (Throwable e) {
      body.fail(e);
      throw e;
    }
  }

  private void render(
      PackumentPlan plan, List<? extends DocumentReader> documents, Coding coding, ChunkSink sink) {
    var started = clock.instant();
    try {
      Compression.write(
          coding, plan.length(), bytes -> plan.write(List.copyOf(documents), bytes), sink);
      sink.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sink.discard();
    }
    listener.rendered(Duration.between(started, clock.instant()), plan.length());
  }
}
