package dev.weir.upstream;

import dev.weir.io.AsyncCloseable;
import java.util.concurrent.CompletionStage;

/** Asks origins. A stage fails only for a defect; every answer an origin can give is a value. */
public interface UpstreamClient extends AsyncCloseable {
  /**
   * Sends {@code request} and completes when the answer's head is there and is final (redirects
   * followed, retries made). Never blocks; completes on an event loop.
   */
  CompletionStage<UpstreamResponse> fetch(UpstreamRequest request);
}
