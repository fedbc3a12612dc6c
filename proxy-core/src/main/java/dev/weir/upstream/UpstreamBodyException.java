package dev.weir.upstream;

/**
 * A body broke off, stalled, grew too long or could not be decoded. Stackless: networks do that.
 */
public final class UpstreamBodyException extends RuntimeException {
  private final UpstreamResponse.Kind kind;

  public UpstreamBodyException(UpstreamResponse.Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  public UpstreamResponse.Kind kind() {
    return kind;
  }
}
