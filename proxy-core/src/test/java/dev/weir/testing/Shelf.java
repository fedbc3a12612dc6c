package dev.weir.testing;

import dev.weir.testing.documents.Advisory;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.Published;
import dev.weir.testing.server.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** The packages of a registry by name, pages by path, and the thread that makes their bytes. */
final class Shelf implements AutoCloseable {
  private final Map<String, Published> packages = new ConcurrentHashMap<>();
  private final Map<String, List<Advisory>> advisories = new ConcurrentHashMap<>();
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final ExecutorService maker = Executors.newSingleThreadExecutor(Shelf::makerThread);
  private final long seed;

  Shelf(long seed) {
    this.seed = seed;
  }

  Optional<Published> find(String name) {
    return Optional.ofNullable(packages.get(name));
  }

  /** All packages, in the order of their names. */
  List<FixturePackage> all() {
    return packages.values().stream()
        .map(Published::from)
        .sorted(Comparator.comparing(FixturePackage::name))
        .toList();
  }

  List<Advisory> advisories(String name) {
    return advisories.getOrDefault(name, List.of());
  }

  void advise(Advisory advisory) {
    advisories.computeIfAbsent(advisory.name(), name -> new CopyOnWriteArrayList<>()).add(advisory);
  }

  /** A page that was given as it is. */
  Optional<Page> page(String path) {
    return Optional.ofNullable(pages.get(path));
  }

  void put(String path, Page page) {
    pages.put(path, page);
  }

  void put(FixturePackage described) {
    packages.put(described.name(), new Published(described, seed, maker));
  }

  /** Changes a package that may not exist yet. */
  void change(String name, UnaryOperator<FixturePackage> change) {
    packages.compute(
        name,
        (same, before) -> {
          if (before == null) {
            return new Published(change.apply(FixturePackage.of(name)), seed, maker);
          }
          return before.changedTo(change.apply(before.from()));
        });
  }

  void remove(String name) {
    packages.remove(name);
  }

  @Override
  public void close() {
    maker.shutdownNow();
  }

  private static Thread makerThread(Runnable work) {
    var thread = new Thread(work, "fixture-maker");
    thread.setDaemon(true);
    return thread;
  }
}
