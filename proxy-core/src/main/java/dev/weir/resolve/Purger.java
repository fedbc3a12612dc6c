package dev.weir.resolve;

import dev.weir.cache.Deadlines;
import dev.weir.cache.Failures;
import dev.weir.catalog.Catalog;
import dev.weir.catalog.Purge;
import dev.weir.config.PurgeSettings;
import dev.weir.io.AsyncCloseable;
import dev.weir.model.RepositoryId;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the packages of deleted repositories for good.
 *
 * <p>The deletion itself is one record's change, which also notes what is left to do; so a crash in
 * the middle leaves a note, and {@link #start} goes on where it was. Purges take turns, a handful
 * of records each: a large one does not keep a small one waiting.
 */
public final class Purger implements Purge, AsyncCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Purger.class);

  /** After a failure of the store, or when the catalog has too much to do. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Catalog catalog;
  private final LocalVersions local;
  private final Keeps keeps;
  private final PurgeSettings settings;
  private final Deadlines deadlines;

  /** Completed once nothing is left; bounded by what the catalog notes. */
  private final Map<RepositoryId, CompletableFuture<Void>> ends = new ConcurrentHashMap<>();

  /** Guards the next three; nothing is called while it is held. */
  private final Object lock = new Object();

  private final Set<RepositoryId> waiting = new LinkedHashSet<>();
  private boolean running;
  private boolean closed;

  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  public Purger(
      Catalog catalog,
      LocalVersions local,
      Keeps keeps,
      PurgeSettings settings,
      Deadlines deadlines) {
    this.catalog = catalog;
    this.local = local;
    this.keeps = keeps;
    this.settings = settings;
    this.deadlines = deadlines;
  }

  /** Begins with what earlier processes left to do, and hears of deletions from now on. */
  public void start() {
    catalog.purgeWith(this);
    for (var domain : catalog.snapshot().domains()) {
      domain.purging().forEach(deleted -> begin(new RepositoryId(domain.name(), deleted)));
    }
  }

  @Override
  public void begin(RepositoryId deleted) {
    ends.computeIfAbsent(deleted, id -> new CompletableFuture<>());
    keeps.settled(deleted).thenRun(() -> enqueue(deleted));
  }

  @Override
  public CompletionStage<Void> settled(Collection<RepositoryId> deleted) {
    // One that rests after a failure is tried again now, since somebody waits for it.
    deleted.forEach(this::begin);
    var all =
        deleted.stream()
            .flatMap(id -> Optional.ofNullable(ends.get(id)).stream())
            .toArray(CompletableFuture[]::new);
    return deadlines.within(CompletableFuture.allOf(all), settings.longestWait(), () -> null);
  }

  /** Ends after the records that are being deleted; the next start goes on from there. */
  @Override
  public CompletionStage<Void> closeAsync() {
    synchronized (lock) {
      closed = true;
      waiting.clear();
      if (!running) {
        stopped.complete(null);
      }
    }
    return stopped;
  }

  private void enqueue(RepositoryId deleted) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      waiting.add(deleted);
      if (running) {
        return;
      }
      running = true;
    }
    runAll();
  }

  /** A loop, not a step that starts the next: stores that answer at once would pile up frames. */
  private void runAll() {
    for (var next = next(); next.isPresent(); next = next()) {
      var step = step(next.get());
      if (!step.isDone()) {
        step.thenRun(this::runAll);
        return;
      }
    }
  }

  private Optional<RepositoryId> next() {
    boolean last;
    Optional<RepositoryId> next;
    synchronized (lock) {
      next = waiting.stream().findFirst();
      next.ifPresent(waiting::remove);
      running = next.isPresent();
      last = closed && !running;
    }
    if (last) {
      stopped.complete(null);
    }
    return next;
  }

  /**
   * Deletes some records. Never fails. While a step runs no other does, so the name that it looks
   * up at its beginning stays noted, and nothing is made under it, until it ends.
   */
  private CompletableFuture<Void> step(RepositoryId deleted) {
    if (!noted(deleted)) {
      ended(deleted);
      return CompletableFuture.completedFuture(null);
    }
    return local
        .deleteSome(deleted, settings.parallel())
        .thenCompose(more -> more ? again(deleted) : forget(deleted))
        .exceptionally(failure -> rest(deleted, Failures.unwrap(failure).toString()))
        .toCompletableFuture();
  }

  private CompletionStage<Void> again(RepositoryId deleted) {
    enqueue(deleted);
    return CompletableFuture.completedFuture(null);
  }

  private CompletionStage<Void> forget(RepositoryId deleted) {
    return catalog
        .change(deleted.domain(), domain -> domain.purged(List.of(deleted.repository())))
        .thenRun(() -> ended(deleted));
  }

  private @Nullable Void rest(RepositoryId deleted, String cause) {
    LOG.warn("packages not deleted yet, tried again soon: repository={} {}", deleted, cause);
    deadlines.later(PAUSE, () -> enqueue(deleted));
    return null;
  }

  private boolean noted(RepositoryId deleted) {
    return catalog
        .snapshot()
        .domain(deleted.domain())
        .filter(domain -> domain.purging().contains(deleted.repository()))
        .isPresent();
  }

  private void ended(RepositoryId deleted) {
    var end = ends.remove(deleted);
    if (end != null) {
      end.complete(null);
    }
  }
}
