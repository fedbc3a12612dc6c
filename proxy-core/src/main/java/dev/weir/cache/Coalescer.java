package dev.weir.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets callers that want the same thing at the same time share one flight.
 *
 * <p>The key must hold everything that can change the answer: two callers who may see different
 * things must not share a flight. A flight outlives the caller who started it.
 */
public final class Coalescer<K, V> {
  private final ConcurrentHashMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();
  private final Runnable joined;

  /**
   * @param joined told each time that a caller joins a flight that another one started
   */
  public Coalescer(Runnable joined) {
    this.joined = joined;
  }

  /** Joins the flight for {@code key}, or starts {@code load} if there is none. */
  public CompletionStage<V> join(K key, Supplier<? extends CompletionStage<V>> load) {
    var mine = new CompletableFuture<V>();
    var theirs = flights.putIfAbsent(key, mine);
    if (theirs != null) {
      joined.run();
      return theirs.minimalCompletionStage();
    }
    // Started outside the map, since a load may finish at once or ask for another key.
    start(load)
        .whenComplete(
            (value, failure) -> {
              flights.remove(key, mine);
              if (failure == null) {
                mine.complete(value);
              } else {
                mine.completeExceptionally(failure);
              }
            });
    return mine.minimalCompletionStage();
  }

  /** How many flights are under way. */
  public int size() {
    return flights.size();
  }

  private static <V> CompletionStage<V> start(Supplier<? extends CompletionStage<V>> load) {
    try {
      return load.get();
    } catch (Throwable e) { // an Error too: nobody else would ever hear of the end
      return CompletableFuture.failedFuture(e);
    }
  }
}
