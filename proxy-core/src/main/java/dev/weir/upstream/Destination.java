package dev.weir.upstream;

/** Where a request may go, or why it may not. */
sealed interface Destination {
  /**
   * There.
   *
   * @param trusted whether it is the base's own scheme, host and port: it gets the credential, and
   *     may lie at a private address
   */
  record To(WebAddress address, boolean trusted) implements Destination {}

  record Nowhere(UpstreamResponse.Failed failure) implements Destination {}
}
