package dev.weir.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.cache.Assets;
import dev.weir.cache.Coalescer;
import dev.weir.cache.CpuPool;
import dev.weir.config.PackagesSettings;
import dev.weir.model.DomainName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The bytes of a domain's tarballs that are stored, each counted once however many repositories
 * have it. Counted on the CPU pool's lane for large documents, which has its turns between the
 * pages, and remembered for a while. Whoever asks during a count gets the number before, if any.
 */
final class DomainSize {
  /** Domains whose size is remembered; as many as there can be by default. */
  private static final int DOMAINS = 1000;

  private final LocalVersions local;
  private final Assets assets;
  private final PackagesSettings settings;
  private final CpuPool cpu;
  private final InstantSource clock;
  private final Coalescer<DomainName, Long> counting = new Coalescer<>(() -> {});
  private final Cache<DomainName, Counted> known =
      Caffeine.newBuilder().maximumSize(DOMAINS).executor(Runnable::run).build();

  private record Counted(long bytes, Instant until) {}

  DomainSize(Packages.Parts parts) {
    this.local = parts.local();
    this.assets = parts.assets();
    this.settings = parts.settings();
    this.cpu = parts.cpu();
    this.clock = parts.clock();
  }

  CompletionStage<Long> of(DomainName domain) {
    var before = known.getIfPresent(domain);
    if (before != null && clock.instant().isBefore(before.until())) {
      return CompletableFuture.completedFuture(before.bytes());
    }
    var first = new AtomicBoolean();
    var count =
        counting.join(
            domain,
            () -> {
              first.set(true);
              return counted(domain);
            });
    return before == null || first.get()
        ? count
        : CompletableFuture.completedFuture(before.bytes());
  }

  private CompletionStage<Long> counted(DomainName domain) {
    return new DomainCount(local, assets, settings.sizeMaxVersions())
        .of(domain, cpu.laneFor(cpu.largeFrom()))
        .whenComplete(
            (bytes, failure) -> {
              if (failure == null) {
                known.put(domain, new Counted(bytes, clock.instant().plus(settings.sizeFresh())));
              }
            });
  }
}
