package dev.weir.cache;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongPredicate;

/**
 * Reads of something that grows, which wait until there is an answer to them: bytes, its end or its
 * failure. A reader has one read at a time, so there are no more of them than readers.
 *
 * <p>Threads: any. The owner's lock guards the list; reads are answered outside it, on the thread
 * that wakes them.
 */
final class WaitingReads {
  private final Object lock;
  private final LongPredicate answerable;
  private final Reading reading;
  private final List<Waiting> waiting = new ArrayList<>();

  /** The owner's read, which answers at once when it can. */
  @FunctionalInterface
  interface Reading {
    CompletionStage<ByteBuf> read(long offset, int maxBytes);
  }

  private record Waiting(long offset, int maxBytes, CompletableFuture<ByteBuf> result) {}

  /**
   * @param lock the owner's
   * @param answerable whether a read at this offset need not wait; asked with the lock held
   * @param reading asked without the lock
   */
  WaitingReads(Object lock, LongPredicate answerable, Reading reading) {
    this.lock = lock;
    this.answerable = answerable;
    this.reading = reading;
  }

  /**
   * A read that {@link #wake} answers. The caller holds the lock since it saw that there is no
   * answer yet: else the wake that brings it could come in between.
   */
  CompletionStage<ByteBuf> add(long offset, int maxBytes) {
    var added = new Waiting(offset, maxBytes, new CompletableFuture<>());
    waiting.add(added);
    return added.result();
  }

  /** Answers those that need not wait any longer. The caller does not hold the lock. */
  void wake() {
    List<Waiting> ready = new ArrayList<>();
    synchronized (lock) {
      waiting.removeIf(
          read -> {
            boolean due = answerable.test(read.offset());
            if (due) {
              ready.add(read);
            }
            return due;
          });
    }
    ready.forEach(this::answer);
  }

  private void answer(Waiting read) {
    reading
        .read(read.offset(), read.maxBytes())
        .whenComplete(
            (bytes, failed) -> {
              if (failed != null) {
                read.result().completeExceptionally(failed);
              } else if (!read.result().complete(bytes)) {
                bytes.release(); // whoever asked has given up
              }
            });
  }
}
