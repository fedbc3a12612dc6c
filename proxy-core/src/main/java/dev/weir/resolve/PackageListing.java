package dev.weir.resolve;

import dev.weir.cache.Stages;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists a repository's own packages by name, a part at a time. A part goes on from a name, not from
 * a number, so what stands still while others come and go is listed once. Waits for the store: for
 * the CPU pool only.
 */
final class PackageListing {
  /** Records read at a time. */
  private static final int BATCH = 1000;

  private final LocalVersions local;
  private final RepositoryId repository;
  private final PackageQuery query;
  private final int limit;
  private final List<ListedPackage> found = new ArrayList<>();
  private int left;

  /**
   * @param limit packages to list, at most
   * @param maxScan records to look at, at most; then the part is short
   */
  PackageListing(
      LocalVersions local, RepositoryId repository, PackageQuery query, int limit, int maxScan) {
    this.local = local;
    this.repository = repository;
    this.query = query;
    this.limit = limit;
    this.left = maxScan;
  }

  /** The part that begins at {@code from}, which need not be a package's name. */
  Listed<ListedPackage, String> from(String from) {
    Optional<String> at = query.names().possible() ? query.names().from(from) : Optional.empty();
    while (at.isPresent() && left > 0 && found.size() < limit) {
      at = batch(at.get());
    }
    return new Listed<>(found, at);
  }

  /** Where the next batch begins. */
  private Optional<String> batch(String from) {
    int size = Math.min(left, BATCH);
    var page = Stages.await(local.packages(repository, from, size));
    left -= Math.max(1, page.entries().size());
    var candidate = Optional.of(from);
    for (var entry : page.entries()) {
      var name = last(entry.key().parts());
      if (candidate.isEmpty()) {
        return candidate;
      } else if (name.compareTo(candidate.get()) < 0) {
        continue;
      } else if (found.size() == limit) {
        return Optional.of(name);
      }
      candidate = query.names().from(name);
      if (candidate.filter(name::equals).isPresent()) {
        PackageRecord.FORMAT.decode(entry.record()).ifPresent(record -> add(name, record));
      }
    }
    return later(candidate, page.next().map(key -> last(key.parts())));
  }

  private void add(String text, PackageRecord record) {
    if (query.restrictions().test(record.restrictions())) {
      PackageName.parse(text)
          .filter(query.names()::shows)
          .ifPresent(name -> found.add(new ListedPackage(name, record.restrictions())));
    }
  }

  /** The store goes on at {@code next}, unless what is wanted comes later still. */
  private static Optional<String> later(Optional<String> candidate, Optional<String> next) {
    return next.flatMap(
        name -> candidate.map(wanted -> wanted.compareTo(name) > 0 ? wanted : name));
  }

  private static String last(List<String> parts) {
    return parts.get(parts.size() - 1);
  }
}
