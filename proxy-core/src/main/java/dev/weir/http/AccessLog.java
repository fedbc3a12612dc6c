package dev.weir.http;

import dev.weir.config.AccessLogSettings;
import dev.weir.io.AsyncCloseable;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for each exchange to a file, on a thread of its own, so that a slow disk slows no
 * request: lines that find the queue full are dropped and counted. {@code Authorization} is never
 * written, nor are tokens in paths and queries. Closing it writes what is queued.
 */
public final class AccessLog implements HttpListener, AsyncCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

  /** About two seconds of a busy server. */
  private static final int QUEUE = 16384;

  private final AccessLogFormat format;
  private final InstantSource clock;
  private final Writer file;
  private final ThreadPoolExecutor thread;
  private final LongAdder dropped = new LongAdder();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private boolean broken;

  AccessLog(AccessLogFormat format, InstantSource clock, Writer file, int queue) {
    this.format = format;
    this.clock = clock;
    this.file = file;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            new DefaultThreadFactory("weir-access-log", true)) {
          @Override
          protected void terminated() {
            closeFile();
          }
        };
  }

  /** Opens the file that {@code settings} name, to append to it, if they name one. */
  public static Optional<AccessLog> open(AccessLogSettings settings, InstantSource clock) {
    var format = AccessLogFormat.of(settings.format());
    return settings.file().map(file -> new AccessLog(format, clock, append(Path.of(file)), QUEUE));
  }

  @Override
  public void exchangeFinished(FinishedExchange exchange) {
    var time = clock.instant();
    try {
      thread.execute(() -> write(time, exchange));
    } catch (RejectedExecutionException fullOrClosed) {
      dropped.increment();
    }
  }

  /** Lines that were not written. */
  public long dropped() {
    return dropped.sum();
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    thread.shutdown();
    return closed.minimalCompletionStage();
  }

  private void write(Instant time, FinishedExchange exchange) {
    try {
      file.write(format.line(time, exchange));
      if (thread.getQueue().isEmpty()) {
        file.flush();
      }
      broken = false;
    } catch (IOException failure) {
      dropped.increment();
      warnOnce(failure);
    }
  }

  private void closeFile() {
    try {
      file.close();
    } catch (IOException failure) {
      warnOnce(failure);
    }
    closed.complete(null);
  }

  private void warnOnce(IOException failure) {
    if (!broken) {
      broken = true;
      LOG.warn("access log not written: cause={}", failure.toString());
    }
  }

  private static Writer append(Path file) {
    try {
      return Files.newBufferedWriter(
          file, StandardCharsets.US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException("access-log.file: %s".formatted(file), failure);
    }
  }
}
