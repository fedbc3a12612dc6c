package dev.weir.cli.prewarm;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A body that is counted and hashed as it comes, and not kept but for its beginning. */
final class HashedBody implements BodySubscriber<HashedBody.Received> {
  /** Enough for an error's words. */
  private static final int BEGINNING = 4096;

  private final MessageDigest hashing;
  private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
  private final CompletableFuture<Received> received = new CompletableFuture<>();
  private long bytes;

  /**
   * What came.
   *
   * @param digest in hexadecimal
   * @param beginning the first of it as text
   */
  record Received(long bytes, String digest, String beginning) {}

  HashedBody(MessageDigest hashing) {
    this.hashing = hashing;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      bytes += part.remaining();
      var first = new byte[Math.min(part.remaining(), BEGINNING - beginning.size())];
      part.duplicate().get(first);
      beginning.write(first, 0, first.length);
      hashing.update(part);
    }
  }

  @Override
  public void onError(Throwable failure) {
    received.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    var text = beginning.toString(StandardCharsets.UTF_8);
    var digest = HexFormat.of().formatHex(hashing.digest());
    received.complete(new Received(bytes, digest, text));
  }

  @Override
  public CompletionStage<Received> getBody() {
    return received;
  }
}
