package dev.weir.npm;

/**
 * A publish document is larger than it may be. The message is for who sent it and names the setting
 * that says so.
 */
public final class PublishTooLargeException extends Exception {
  private static final long serialVersionUID = 1;

  PublishTooLargeException(String what, long limit, String setting) {
    super("%s: more than %d bytes (expected: at most that, %s)".formatted(what, limit, setting));
  }
}
