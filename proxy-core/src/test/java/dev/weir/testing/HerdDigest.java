package dev.weir.testing;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Hashes one body as it comes and keeps the times; one thread at a time, as HttpClient promises.
 */
final class HerdDigest
    implements HttpResponse.BodyHandler<Boolean>, HttpResponse.BodySubscriber<Boolean> {
  private final MessageDigest digest = sha512();
  private final CompletableFuture<Boolean> body = new CompletableFuture<>();
  private final long start;
  private int status;
  private long bytes;
  private @Nullable Duration firstByte;

  HerdDigest(long start) {
    this.start = start;
  }

  @Override
  public synchronized HttpResponse.BodySubscriber<Boolean> apply(HttpResponse.ResponseInfo head) {
    status = head.statusCode();
    return this;
  }

  @Override
  public CompletionStage<Boolean> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    if (firstByte == null) {
      firstByte = elapsed();
    }
    for (var buffer : buffers) {
      bytes += buffer.remaining();
      digest.update(buffer);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(true);
  }

  synchronized HerdReply reply(@Nullable Throwable failure) {
    var end = elapsed();
    var first = firstByte == null ? end : firstByte;
    var hash = HexFormat.of().formatHex(digest.digest());
    return new HerdReply(
        status, bytes, hash, first, end, failure == null ? "" : failure.toString());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
