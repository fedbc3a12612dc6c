package dev.weir.cache;

import dev.weir.npm.DocumentReader;
import dev.weir.npm.PackumentPlan;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Makes bodies of plans, on the CPU pool. */
final class Renderer {
  /** Bodies longer than this, as identity, go out as they are made, and only ever as gzip. */
  static final long LARGE = 1 << 20;

  private static final int SMALL_LEVEL = 6;
  private static final int LARGE_LEVEL = 3;
  private static final int DEFLATE_BUFFER = 16 << 10;

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
  HotBody whole(PackumentPlan plan, List<? extends DocumentReader> documents, boolean gzip) {
    var chunks = new ArrayList<ByteBuf>();
    try {
      render(plan, documents, gzip, new ChunkSink(hot.allocator(), chunks::add));
      return hot.body(chunks);
    } catch (Throwable e) { // an Error too, such as Netty's when direct memory is used up
      chunks.forEach(ByteBuf::release);
      throw e;
    }
  }

  /** Makes a large body, as gzip, while {@code body}'s readers follow. */
  void grow(PackumentPlan plan, List<? extends DocumentReader> documents, GrowingBody body) {
    try {
      render(plan, documents, true, new ChunkSink(hot.allocator(), body::append));
      body.complete();
    } catch (Throwable e) {
      body.fail(e);
      throw e;
    }
  }

  private void render(
      PackumentPlan plan, List<? extends DocumentReader> documents, boolean gzip, ChunkSink sink) {
    var started = clock.instant();
    try {
      if (gzip) {
        compress(plan, documents, sink);
      } else {
        plan.write(List.copyOf(documents), sink);
      }
      sink.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sink.discard();
    }
    listener.rendered(Duration.between(started, clock.instant()), plan.length());
  }

  private static void compress(
      PackumentPlan plan, List<? extends DocumentReader> documents, ChunkSink sink)
      throws IOException {
    int level = plan.length() > LARGE ? LARGE_LEVEL : SMALL_LEVEL;
    try (var gzip = new LevelledGzip(sink, level)) {
      plan.write(List.copyOf(documents), gzip::write);
    }
  }

  private static final class LevelledGzip extends GZIPOutputStream {
    LevelledGzip(OutputStream target, int level) throws IOException {
      super(target, DEFLATE_BUFFER);
      def.setLevel(level == 0 ? Deflater.DEFAULT_COMPRESSION : level);
    }
  }
}
