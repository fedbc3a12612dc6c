package dev.weir.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/** A request that cannot be served for a reason its client is told. Stackless. */
public final class ServiceException extends RuntimeException {
  private final HttpResponseStatus status;
  private final Outcome outcome;

  public ServiceException(HttpResponseStatus status, Outcome outcome, String message) {
    super(message, null, false, false);
    this.status = status;
    this.outcome = outcome;
  }

  public HttpResponseStatus status() {
    return status;
  }

  public Outcome outcome() {
    return outcome;
  }
}
