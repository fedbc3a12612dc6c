package dev.weir.http;

import java.util.Locale;

/** Which side decided how an exchange ended. */
public enum Outcome {
  OK,
  NOT_FOUND,
  DENIED,
  CLIENT_ERROR,
  CLIENT_GONE,
  THROTTLED,
  ORIGIN_REFUSED,
  ORIGIN_FAILED,
  LOCAL_ERROR;

  private final String tag = name().toLowerCase(Locale.ROOT);

  /** The value of the {@code outcome} tag. */
  public String tag() {
    return tag;
  }
}
