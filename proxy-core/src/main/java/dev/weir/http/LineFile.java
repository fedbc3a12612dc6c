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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that lines are appended to, on a thread of its own, so that a slow disk slows nobody:
 * lines that find the queue full are dropped and counted. Closing it writes what is queued.
 * Thread-safe; nothing blocks.
 *
 * <p>The first line after a pause is written at once. While lines keep coming, the thread looks for
 * them fifty times a second: to be woken for each one cost more than all else about a line.
 */
public final class LineFile implements AsyncCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);

  /** A fifth of a second of a busy core's requests, ten times what comes between two looks. */
  private static final int QUEUE = 16384;

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private final String name;
  private final Writer file;
  private final ArrayBlockingQueue<Supplier<String>> queue;
  private final Thread thread;
  private final LongAdder dropped = new LongAdder();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile boolean waiting;
  private volatile boolean closing;
  private boolean broken;

  /** Written since the last flush. */
  private int unflushed;

  LineFile(String name, Writer file, int queue) {
    this.name = name;
    this.file = file;
    this.queue = new ArrayBlockingQueue<>(queue);
    this.thread = new DefaultThreadFactory("weir-" + name, true).newThread(this::run);
    thread.start();
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
    if (closing || !queue.offer(line)) {
      dropped.increment();
    } else if (waiting) {
      waiting = false;
      LockSupport.unpark(thread);
    }
  }

  /** Lines that were not written. */
  public long dropped() {
    return dropped.sum();
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    closing = true;
    LockSupport.unpark(thread);
    return closed.minimalCompletionStage();
  }

  private void run() {
    while (!closing) {
      if (writeQueued()) {
        LockSupport.parkNanos(this, PAUSE);
      } else {
        awaitLine();
      }
    }
    writeQueued();
    closeFile();
  }

  private void awaitLine() {
    waiting = true;
    // Whoever came before that is in the queue; whoever comes after wakes this.
    if (queue.isEmpty() && !closing) {
      LockSupport.park(this);
    }
    waiting = false;
  }

  /** Answers whether there was any. */
  private boolean writeQueued() {
    var line = queue.poll();
    boolean any = line != null;
    while (line != null) {
      writeNow(line);
      line = queue.poll();
    }
    if (any) {
      flush();
    }
    return any;
  }

  private void writeNow(Supplier<String> line) {
    try {
      file.write(line.get());
      unflushed++;
    } catch (IOException | RuntimeException failure) {
      dropped.increment();
      warnOnce(failure);
    }
  }

  private void flush() {
    try {
      file.flush();
      broken = broken && unflushed == 0;
    } catch (IOException failure) {
      dropped.add(unflushed);
      warnOnce(failure);
    }
    unflushed = 0;
  }

  private void closeFile() {
    try {
      file.close();
    } catch (IOException failure) {
      warnOnce(failure);
    }
    closed.complete(null);
  }

  private void warnOnce(Exception failure) {
    if (!broken) {
      broken = true;
      LOG.warn("{} not written: cause={}", name, failure.toString());
    }
  }
}
