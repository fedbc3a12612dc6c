package dev.weir.http;

import dev.weir.io.AsyncCloseable;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that lines are appended to, on a thread of its own, so that a slow disk slows nobody:
 * lines that find the queue full are dropped and counted. Closing it writes what is queued.
 * Thread-safe; nothing blocks.
 */
public final class LineFile implements AsyncCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);

  /** About two seconds of a busy server's requests. */
  private static final int QUEUE = 16384;

  private final String name;
  private final Writer file;
  private final ThreadPoolExecutor thread;
  private final LongAdder dropped = new LongAdder();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private boolean broken;

  LineFile(String name, Writer file, int queue) {
    this.name = name;
    this.file = file;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            new DefaultThreadFactory("weir-" + name, true)) {
          @Override
          protected void terminated() {
            closeFile();
          }
        };
  }

  /**
   * Opens a file to append lines of ASCII to it.
   *
   * @param name of the log, such as {@code access-log}; its setting is {@code access-log.file}
   * @throws UncheckedIOException naming the setting
   */
  public static LineFile append(String name, Path file) {
    try {
      var writer =
          Files.newBufferedWriter(
              file,
              StandardCharsets.US_ASCII,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
      return new LineFile(name, writer, QUEUE);
    } catch (IOException failure) {
      throw new UncheckedIOException("%s.file: %s".formatted(name, file), failure);
    }
  }

  /** Writes what {@code line} makes, on the file's thread, the end of the line included. */
  public void write(Supplier<String> line) {
    try {
      thread.execute(() -> writeNow(line));
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

  private void writeNow(Supplier<String> line) {
    try {
      file.write(line.get());
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
      LOG.warn("{} not written: cause={}", name, failure.toString());
    }
  }
}
