package dev.weir.cli.remote;

import java.io.IOException;

/** Somebody answered, but it was not Weir. */
final class NotWeirException extends IOException {
  private static final long serialVersionUID = 1L;

  NotWeirException(int status, String contentType) {
    super("%d %s".formatted(status, contentType));
  }

  /** Status and content type of what came. */
  String answer() {
    return String.valueOf(getMessage());
  }
}
