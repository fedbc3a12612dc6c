package dev.weir.upstream;

import dev.weir.upstream.UpstreamResponse.Failed;
import io.netty.handler.codec.http.HttpHeaders;

/** How one HTTP exchange went. */
sealed interface HopResult {
  /** An answer's head. The receiver drains or closes {@code body}, or hands it on. */
  record Head(int status, HttpHeaders headers, WireBody body) implements HopResult {}

  /**
   * No head.
   *
   * @param stale whether it was a pooled connection that the origin had closed meanwhile: not the
   *     origin's fault, and worth asking again at once
   */
  record Broken(Failed failure, boolean stale) implements HopResult {}
}
