package dev.weir.cache;

import java.util.concurrent.RejectedExecutionException;

/** A queue or a budget is full; the client may try again later. Names the setting. */
public final class OverloadedException extends RejectedExecutionException {
  public OverloadedException(String message) {
    super(message);
  }

  /** Overload is no defect: no stack. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
