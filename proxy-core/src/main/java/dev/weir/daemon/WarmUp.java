package dev.weir.daemon;

import dev.weir.cache.CpuPool;
import dev.weir.cache.Deadlines;
import dev.weir.http.EventLoops;
import dev.weir.io.AsyncCloseable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a {@link Rehearsal} what npm asks most, so that the JVM has compiled the hot path when
 * clients come. It ends when its time is over, when somebody wants something of the daemon, or when
 * the daemon stops; nothing of it is counted, logged or stored.
 */
final class WarmUp implements AsyncCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private final Duration limit;
  private final BooleanSupplier busy;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean closed;

  /**
   * @param limit for how long at most
   * @param busy whether the daemon has clients that must not wait for this
   */
  WarmUp(Duration limit, BooleanSupplier busy) {
    this.limit = limit;
    this.busy = busy;
  }

  /** Blocks until it has ended; for a thread of its own. */
  void run(EventLoops loops, CpuPool cpu, Deadlines deadlines) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      if (goesOn(end)) {
        practise(loops, cpu, deadlines, end);
      }
    } catch (IOException | RuntimeException without) {
      LOG.debug("warm-up ended early", without);
    } finally {
      ended.complete(null);
    }
  }

  private void practise(EventLoops loops, CpuPool cpu, Deadlines deadlines, long end)
      throws IOException {
    try (var rehearsal = Rehearsal.open(loops, cpu, deadlines);
        var socket = new Socket()) {
      socket.connect(rehearsal.address(), (int) limit.toMillis());
      socket.setSoTimeout((int) limit.toMillis());
      var client = new WarmUpClient(socket, "127.0.0.1:" + rehearsal.address().getPort());
      while (goesOn(end)) {
        client.askEverything();
      }
    }
  }

  private boolean goesOn(long end) {
    return !closed && System.nanoTime() - end < 0 && !busy.getAsBoolean();
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    closed = true;
    return ended;
  }
}
