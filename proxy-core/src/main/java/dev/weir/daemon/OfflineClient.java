package dev.weir.daemon;

import dev.weir.upstream.UpstreamClient;
import dev.weir.upstream.UpstreamRequest;
import dev.weir.upstream.UpstreamResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks nobody: what {@code offline: true} puts in the place of the real one. */
final class OfflineClient implements UpstreamClient {
  @Override
  public CompletionStage<UpstreamResponse> fetch(UpstreamRequest request) {
    return CompletableFuture.completedFuture(
        new UpstreamResponse.Failed(
            UpstreamResponse.Kind.BREAKER_OPEN,
            "connection %s is not asked: offline is true, and this is not stored"
                .formatted(request.connection())));
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    return CompletableFuture.completedFuture(null);
  }
}
