package dev.weir.http;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what it heard. */
final class RecordingListener implements HttpListener {
  final List<FinishedExchange> exchanges = new CopyOnWriteArrayList<>();
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final AtomicInteger refused = new AtomicInteger();
  final AtomicInteger aborted = new AtomicInteger();
  final AtomicInteger cut = new AtomicInteger();

  /** The first exchange; waits for it, since a client may see a reply before we hear of it. */
  FinishedExchange first() {
    await().until(() -> !exchanges.isEmpty());
    return exchanges.get(0);
  }

  @Override
  public void connectionOpened() {
    opened.incrementAndGet();
  }

  @Override
  public void connectionClosed() {
    closed.incrementAndGet();
  }

  @Override
  public void connectionRefused() {
    refused.incrementAndGet();
  }

  @Override
  public void exchangeFinished(FinishedExchange exchange) {
    exchanges.add(exchange);
  }

  @Override
  public void bodyAborted() {
    aborted.incrementAndGet();
  }

  @Override
  public void slowClientCut() {
    cut.incrementAndGet();
  }
}
