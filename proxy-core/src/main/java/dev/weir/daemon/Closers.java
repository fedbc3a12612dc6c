package dev.weir.daemon;

import dev.weir.cache.Stages;
import dev.weir.io.AsyncCloseable;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be stopped in the opposite order, each after the one before has ended. */
final class Closers {
  private static final Logger LOG = LoggerFactory.getLogger(Closers.class);

  private final ArrayDeque<Named> started = new ArrayDeque<>();

  private record Named(String name, AsyncCloseable part) {}

  void add(String name, AsyncCloseable part) {
    started.push(new Named(name, part));
  }

  /** Blocks until all have ended; one that fails to is logged and does not keep the others. */
  void closeAll() {
    while (!started.isEmpty()) {
      var next = started.pop();
      try {
        Stages.await(next.part().closeAsync());
      } catch (RuntimeException e) {
        LOG.warn("not closed cleanly: part={}", next.name(), e);
      }
    }
  }
}
