package dev.weir.compare.peer;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What servers have in common that are one process with its children. */
abstract class OneProcess implements Peer {
  private final String name;
  private volatile @Nullable Started started;

  OneProcess(String name) {
    this.name = name;
  }

  /** Starts it with nothing cached; what it returns answers requests. */
  abstract Started launch() throws IOException;

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final void start() throws IOException {
    close();
    started = launch();
  }

  @Override
  public final URI base() {
    return running().base();
  }

  @Override
  public final List<Long> pids() {
    return running().running().pids();
  }

  final Started running() {
    var now = started;
    if (now == null) {
      throw new IllegalStateException(name + ": not started (expected: start() before)");
    }
    return now;
  }

  @Override
  public final void close() {
    var now = started;
    started = null;
    if (now != null) {
      now.close();
    }
  }
}
