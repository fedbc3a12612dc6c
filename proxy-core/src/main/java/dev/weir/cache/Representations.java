package dev.weir.cache;

import dev.weir.io.ByteSource;
import dev.weir.npm.DocumentReader;
import dev.weir.npm.PackumentPlan;
import dev.weir.storage.CorruptBlobException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Packuments as they are sent: made once for everybody who asks meanwhile, then kept in the hot
 * cache.
 */
public final class Representations {
  private final HotCache hot;
  private final Documents documents;
  private final Renderer renderer;
  private final MemoryBudget budget;
  private final CacheListener listener;
  private final ConcurrentHashMap<Making, CompletableFuture<Made>> making =
      new ConcurrentHashMap<>();

  public Representations(
      HotCache hot,
      Documents documents,
      CpuPool cpu,
      MemoryBudget budget,
      CacheListener listener,
      InstantSource clock) {
    this.hot = hot;
    this.documents = documents;
    this.renderer = new Renderer(cpu, hot, listener, clock);
    this.budget = budget;
    this.listener = listener;
  }

  /**
   * What to make.
   *
   * @param sources the stored documents that the plan copies from; empty where a source is none
   * @param era of the package when it was looked at
   */
  public record Order(
      HotKey key,
      Entity entity,
      long stamp,
      Freshness freshness,
      PackumentPlan plan,
      List<Optional<LoadedDocument>> sources,
      long era) {
    public Order {
      if (inflatedOnTheWay(plan) && entity.coding() == Coding.IDENTITY) {
        throw new IllegalArgumentException(
            "coding: identity of %d bytes (expected: gzip or zstd)".formatted(plan.length()));
      }
    }

    Coding coding() {
      return entity.coding();
    }
  }

  /** A body, whole or still being made. The receiver releases or closes it. */
  public sealed interface Body {
    /** All of it. */
    record Whole(HotBody body) implements Body {}

    /** What there is so far, and the rest as it comes. */
    record Growing(ByteSource source) implements Body {}

    default <T> T match(Function<Whole, T> whole, Function<Growing, T> growing) {
      return this instanceof Whole w ? whole.apply(w) : growing.apply((Growing) this);
    }
  }

  /** Whether an identity body of this plan is only ever inflated from gzip on the way out. */
  public static boolean inflatedOnTheWay(PackumentPlan plan) {
    return plan.length() > Renderer.LARGE;
  }

  /**
   * The body, from the hot cache if it is there with the same ETag, else made. Fails with {@link
   * DocumentGoneException} if a source was replaced meanwhile: resolve again.
   */
  public CompletionStage<Body> body(Order order) {
    var kept = kept(order);
    return kept.isPresent()
        ? CompletableFuture.completedFuture(new Body.Whole(kept.get()))
        : join(order);
  }

  /**
   * Lets what the hot cache has with the same ETag be sent for as long as {@code order} says, for
   * askers who need no body.
   */
  public void renew(Order order) {
    kept(order).ifPresent(HotBody::release);
  }

  /** What the hot cache has with the same ETag, held for the caller. */
  private Optional<HotBody> kept(Order order) {
    var kept = hot.get(order.key());
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    var body = kept.get().body();
    if (!kept.get().entity().etag().equals(order.entity().etag())) {
      body.release();
      return Optional.empty();
    }
    keep(order, body);
    return Optional.of(body);
  }

  private CompletionStage<Body> join(Order order) {
    var key = new Making(order.key(), order.entity().etag());
    var mine = new CompletableFuture<Made>();
    var theirs = making.putIfAbsent(key, mine);
    if (theirs != null) {
      listener.joined(CacheKind.PACKUMENT);
      return theirs.thenCompose(made -> share(made, order));
    }
    // It may have been made and kept since the caller looked; it must not be made again.
    var kept = kept(order);
    if (kept.isPresent()) {
      making.remove(key, mine);
      mine.complete(new Made.Whole(kept.get()));
      return CompletableFuture.completedFuture(new Body.Whole(kept.get()));
    }
    var result = mine.thenCompose(made -> share(made, order));
    start(order, key, mine);
    return result;
  }

  /** One that came too late to hold the body asks once more. */
  private CompletionStage<Body> share(Made made, Order order) {
    return made.open()
        .<CompletionStage<Body>>map(CompletableFuture::completedFuture)
        .orElseGet(() -> body(order));
  }

  private void start(Order order, Making key, CompletableFuture<Made> result) {
    open(order.sources())
        .whenComplete(
            (readers, failure) -> {
              if (failure != null) {
                making.remove(key, result);
                result.completeExceptionally(Failures.unwrap(failure));
              } else {
                make(order, key, readers, result);
              }
            });
  }

  private void make(Order order, Making key, List<Reader> readers, CompletableFuture<Made> result) {
    try {
      renderer
          .lane(order.plan())
          .execute(
              () -> {
                try (var closing = new Closing(readers)) {
                  makeNow(order, key, closing.documents(), result);
                } catch (Throwable e) { // an Error too: all who wait must hear of it
                  making.remove(key, result);
                  result.completeExceptionally(unreadable(order, e));
                }
              });
    } catch (RuntimeException refused) {
      new Closing(readers).close();
      making.remove(key, result);
      result.completeExceptionally(refused);
    }
  }

  private void makeNow(
      Order order, Making key, List<DocumentReader> documents, CompletableFuture<Made> result) {
    if (inflatedOnTheWay(order.plan())) {
      grow(order, key, documents, result);
      return;
    }
    var body = renderer.whole(order.plan(), documents, order.coding());
    try {
      keep(order, body);
      making.remove(key, result);
      result.complete(new Made.Whole(body));
    } finally {
      body.release();
    }
  }

  /** Readers follow from the first bytes on. */
  private void grow(
      Order order, Making key, List<DocumentReader> documents, CompletableFuture<Made> result) {
    var body = new GrowingBody(budget);
    try {
      result.complete(new Made.Growing(body));
      renderer.grow(order.plan(), documents, order.coding(), body);
      var whole = body.share(hot);
      keep(order, whole);
      whole.release();
    } finally {
      // Nobody may find it here once it cannot be opened any more.
      making.remove(key, result);
      body.release();
    }
  }

  /** A document that cannot be read is dropped, and the asker is to resolve again. */
  private Throwable unreadable(Order order, Throwable failure) {
    if (!(Failures.unwrap(failure) instanceof CorruptBlobException)) {
      return failure;
    }
    order.sources().forEach(source -> source.ifPresent(documents::drop));
    return new DocumentGoneException(order.key().name());
  }

  private void keep(Order order, HotBody body) {
    hot.put(
        order.key(),
        new HotEntry(order.entity(), body, order.stamp(), order.era(), order.freshness()));
  }

  private CompletionStage<List<Reader>> open(List<Optional<LoadedDocument>> sources) {
    var opening = new ArrayList<CompletableFuture<Reader>>();
    for (var source : sources) {
      opening.add(
          source
              .map(document -> documents.open(document).thenApply(Reader::new))
              .orElseGet(() -> CompletableFuture.completedFuture(Reader.NONE))
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new))
        .handle((nothing, failure) -> opened(opening, failure));
  }

  private static List<Reader> opened(List<CompletableFuture<Reader>> opening, Throwable failure) {
    if (failure == null) {
      return opening.stream().map(CompletableFuture::join).toList();
    }
    for (var one : opening) {
      if (!one.isCompletedExceptionally()) {
        one.join().close();
      }
    }
    throw new java.util.concurrent.CompletionException(Failures.unwrap(failure));
  }

  /** What callers share while it is made: the same bytes for the same key. */
  private record Making(HotKey key, String etag) {}

  private sealed interface Made {
    /** A hold of the caller's own, or empty if the body has gone. */
    Optional<Body> open();

    record Whole(HotBody body) implements Made {
      @Override
      public Optional<Body> open() {
        return body.tryRetain() ? Optional.of(new Body.Whole(body)) : Optional.empty();
      }
    }

    record Growing(GrowingBody body) implements Made {
      @Override
      public Optional<Body> open() {
        return body.tryOpen().map(Body.Growing::new);
      }
    }
  }

  /** A source's document, or none. */
  private record Reader(Optional<DocumentFrames> frames) implements DocumentReader {
    static final Reader NONE = new Reader(Optional.empty());

    Reader(DocumentFrames frames) {
      this(Optional.of(frames));
    }

    @Override
    public void copy(long from, long to, dev.weir.npm.ByteSink sink) throws IOException {
      frames.orElseThrow().copy(from, to, sink);
    }

    void close() {
      frames.ifPresent(DocumentFrames::close);
    }
  }

  private record Closing(List<Reader> readers) implements AutoCloseable {
    List<DocumentReader> documents() {
      return List.copyOf(readers);
    }

    @Override
    public void close() {
      readers.forEach(Reader::close);
    }
  }
}
