package dev.weir.http;

/**
 * Hears what happens on connections. Called on the event loop where it happened: must be quick and
 * must not throw.
 */
public interface HttpListener {
  HttpListener NONE = new HttpListener() {};

  default void connectionOpened() {}

  /** A connection that had been {@link #connectionOpened opened} is gone. */
  default void connectionClosed() {}

  /** A connection over a limit was closed before it was opened. */
  default void connectionRefused() {}

  /** A reply went out whole, broke off or was never made. Heard once for each request. */
  default void exchangeFinished(FinishedExchange exchange) {}

  /**
   * A reply's head had gone out when its body failed; the connection was closed without the rest.
   */
  default void bodyAborted() {}

  /** A client took too little of its reply while others waited for the room, and was cut. */
  default void slowClientCut() {}

  /** Tells {@code next} too, after this. */
  default HttpListener and(HttpListener next) {
    return new BothListeners(this, next);
  }
}
