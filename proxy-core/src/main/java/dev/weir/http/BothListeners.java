package dev.weir.http;

/** Tells two listeners, one after the other. */
record BothListeners(HttpListener first, HttpListener second) implements HttpListener {
  @Override
  public void connectionOpened() {
    first.connectionOpened();
    second.connectionOpened();
  }

  @Override
  public void connectionClosed() {
    first.connectionClosed();
    second.connectionClosed();
  }

  @Override
  public void connectionRefused() {
    first.connectionRefused();
    second.connectionRefused();
  }

  @Override
  public void exchangeFinished(FinishedExchange exchange) {
    first.exchangeFinished(exchange);
    second.exchangeFinished(exchange);
  }

  @Override
  public void bodyAborted() {
    first.bodyAborted();
    second.bodyAborted();
  }

  @Override
  public void slowClientCut() {
    first.slowClientCut();
    second.slowClientCut();
  }
}
