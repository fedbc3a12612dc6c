package dev.weir.resolve;

import dev.weir.catalog.Catalog;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.catalog.SearchOrder;
import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.policy.OriginControls;
import dev.weir.policy.OriginType;
import dev.weir.policy.PackageFacts;
import dev.weir.policy.PrivateScopes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which part of a search order a package may be looked for in: what its origin controls
 * close is not asked, and does not hear the name.
 */
final class OpenOrders {
  private static final Logger LOG = LoggerFactory.getLogger(OpenOrders.class);

  /** Packages of which is remembered that a line was written. */
  private static final int MOST_TOLD = 10_000;

  private final Catalog catalog;
  private final LocalVersions local;
  private final PrivateScopes privateScopes;
  private final Set<PackagePath> told = ConcurrentHashMap.newKeySet();

  OpenOrders(Catalog catalog, LocalVersions local, PrivateScopes privateScopes) {
    this.catalog = catalog;
    this.local = local;
    this.privateScopes = privateScopes;
  }

  /**
   * What is open.
   *
   * @param records what the repositories of the whole order know of the package
   * @param closed connections that must not be asked for it, though something came through them
   * @param strangers repositories in which what came from outside does not count
   */
  record Open(
      SearchOrder order,
      Map<RepositoryId, PackageRecord> records,
      Predicate<ConnectionName> closed,
      Set<RepositoryId> strangers) {
    /** What a repository has, without what is a stranger's. */
    LocalPackage withoutStrangers(LocalPackage all) {
      var repository = all.path().repository();
      return strangers.contains(repository)
          ? new LocalPackage(
              all.path(),
              all.record(),
              all.versions().stream().filter(version -> version.isOurs()).toList())
          : all;
    }

    Optional<PackageRecord> record(RepositoryId repository) {
      return Optional.ofNullable(records.get(repository));
    }
  }

  /** {@code order} as far as it is open for {@code name}. Completes on any thread. */
  CompletionStage<Open> of(SearchOrder order, PackageName name) {
    boolean declared = privateScopes.cover(name);
    var repositories = order.repositories();
    var records =
        repositories.stream()
            .map(repository -> local.find(repository, name).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(records.toArray(CompletableFuture[]::new))
        .thenApply(
            nothing -> {
              var facts = new LinkedHashMap<RepositoryId, PackageFacts>();
              var known = new HashMap<RepositoryId, PackageRecord>();
              for (int i = 0; i < records.size(); i++) {
                var repository = repositories.get(i);
                var record = records.get(i).join();
                facts.put(repository, facts(record, declared));
                record.ifPresent(found -> known.put(repository, found));
              }
              var open = open(catalog.snapshot(), order, facts);
              var strangers = strangers(facts);
              strangers.stream()
                  .filter(repository -> isFromOutside(known.get(repository)))
                  .forEach(repository -> tell(new PackagePath(repository, name)));
              return new Open(open, known, closed(order, open, facts), strangers);
            });
  }

  /** Whether a repository had it from outside first. */
  private static boolean isFromOutside(@Nullable PackageRecord record) {
    return record != null && record.firstOrigin().filter(OriginType.EXTERNAL::equals).isPresent();
  }

  /** Once for each package, of as many as there is room for. */
  private void tell(PackagePath path) {
    if (told.size() < MOST_TOLD && told.add(path)) {
      LOG.warn(
          "versions from outside are hidden, the name is ours: repository={} package={}",
          path.repository(),
          path.name());
    }
  }

  private static PackageFacts facts(Optional<PackageRecord> record, boolean declared) {
    return record
        .map(known -> known.facts(declared))
        .orElseGet(() -> new PackageFacts(Optional.empty(), Optional.empty(), declared));
  }

  /**
   * A repository that blocks upstreams is the last one on its way; a name that is ours, in any
   * repository of the order, is looked for through no connection.
   */
  static SearchOrder open(
      CatalogSnapshot snapshot, SearchOrder full, Map<RepositoryId, PackageFacts> facts) {
    var ends = new HashSet<RepositoryId>();
    boolean ours = false;
    for (var each : facts.entrySet()) {
      if (OriginControls.of(each.getValue()).blocksUpstream()) {
        ends.add(each.getKey());
      }
      ours |= OriginControls.isOurs(each.getValue());
    }
    var order = ends.isEmpty() ? full : until(snapshot, full, ends);
    return ours ? order.withoutConnections() : order;
  }

  /**
   * Repositories of whose versions those from outside do not count: the name is ours by another
   * one, or declared. Not one that an operator has opened to upstreams.
   */
  static Set<RepositoryId> strangers(Map<RepositoryId, PackageFacts> facts) {
    var strangers = new HashSet<RepositoryId>();
    facts.forEach(
        (repository, own) -> {
          boolean ours =
              own.declaredPrivate()
                  || facts.entrySet().stream()
                      .filter(other -> !other.getKey().equals(repository))
                      .anyMatch(other -> OriginControls.isOurs(other.getValue()));
          boolean opened = own.set().filter(set -> !set.blocksUpstream()).isPresent();
          if (ours && !opened) {
            strangers.add(repository);
          }
        });
    return strangers;
  }

  /** All of them for a name that is ours, else those of the order that controls have closed. */
  private static Predicate<ConnectionName> closed(
      SearchOrder full, SearchOrder open, Map<RepositoryId, PackageFacts> facts) {
    if (facts.values().stream().anyMatch(OriginControls::isOurs)) {
      return any -> true;
    }
    var closed = new HashSet<>(full.connections());
    closed.removeAll(new HashSet<>(open.connections()));
    return closed::contains;
  }

  /** Of a repository that was deleted meanwhile only what it had itself. */
  private static SearchOrder until(
      CatalogSnapshot snapshot, SearchOrder full, Set<RepositoryId> ends) {
    return snapshot.searchOrder(full.repository(), ends).orElseGet(() -> full.onlyLocal());
  }
}
