package dev.weir.cli.remote;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** A body that counts what has come of it, so that another thread sees whether anything does. */
final class WatchedBody<T> implements BodySubscriber<T> {
  private final BodySubscriber<T> body;
  private final AtomicLong moved;

  /**
   * Watches {@code body}.
   *
   * @param moved is raised by one for the head and for each part of the body
   */
  WatchedBody(BodySubscriber<T> body, AtomicLong moved) {
    this.body = body;
    this.moved = moved;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    moved.incrementAndGet();
    body.onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> part) {
    moved.incrementAndGet();
    body.onNext(part);
  }

  @Override
  public void onError(Throwable failure) {
    body.onError(failure);
  }

  @Override
  public void onComplete() {
    body.onComplete();
  }

  @Override
  public CompletionStage<T> getBody() {
    return body.getBody();
  }
}
