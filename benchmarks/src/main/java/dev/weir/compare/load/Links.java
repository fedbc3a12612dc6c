package dev.weir.compare.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Connections to one server, on one thread: the caller's. */
final class Links implements AutoCloseable {
  /** So small that two hundred connections with bytes waiting are gone round in a few ms. */
  private static final int READ = 64 << 10;

  private final Selector selector;
  private final List<Link> all = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ);
  private final Consumer<SelectionKey> readable = this::readable;
  private Consumer<Link> answered = link -> {};

  private Links(Selector selector) {
    this.selector = selector;
  }

  static Links open(InetSocketAddress server, int count) throws IOException {
    if (!server.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException("server: " + server + " (expected: a loopback address)");
    }
    var links = new Links(Selector.open());
    for (int i = 0; i < count; i++) {
      links.all.add(Link.open(i, server, links.selector));
    }
    return links;
  }

  List<Link> all() {
    return all;
  }

  /** What to do with a connection whose answer is whole. */
  void whenAnswered(Consumer<Link> answered) {
    this.answered = answered;
  }

  /** Reads what has come, without waiting. */
  void poll() throws IOException {
    selector.selectNow(readable);
  }

  /** Reads what has come, and waits for it up to {@code millis}, without burning the processor. */
  void await(long millis) throws IOException {
    selector.select(readable, millis);
  }

  @Override
  public void close() throws IOException {
    for (var link : all) {
      link.close();
    }
    selector.close();
  }

  private void readable(SelectionKey key) {
    var link = (Link) key.attachment();
    try {
      if (link.readable(buffer)) {
        answered.accept(link);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
