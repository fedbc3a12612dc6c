package dev.weir.upstream;

import java.net.UnknownHostException;

/** A name leads to no address that may be connected to. Stackless: documents and DNS do that. */
final class ForbiddenAddressException extends UnknownHostException {
  ForbiddenAddressException(String message) {
    super(message);
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
