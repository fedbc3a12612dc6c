package dev.weir.resolve;

import dev.weir.model.RepositoryId;
import dev.weir.npm.IndexedManifest;
import dev.weir.npm.OwnPart;
import dev.weir.npm.PackumentSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the versions that repositories have of their own come to in a packument, such that what it
 * says of a version is what {@link TarballWalk} gives out. Pure.
 */
final class OwnSources {
  private final List<Contribution> order;
  private final Function<VersionRecord, Standing> standing;
  private final Set<String> hidden = new HashSet<>();

  /**
   * @param order the contributions of a whole search order, nearest first
   */
  OwnSources(List<Contribution> order, Function<VersionRecord, Standing> standing) {
    this.order = order;
    this.standing = standing;
    var versions = new LinkedHashSet<String>();
    order.forEach(each -> versions.addAll(each.own().keySet()));
    versions.stream().filter(this::hides).forEach(hidden::add);
  }

  /** Versions that are shown by no source, though one may have them. */
  Set<String> hidden() {
    return hidden;
  }

  /**
   * Whether the nearest that has a version does not list it. Where it is kept for lockfiles alone,
   * another source may offer the same content, and no other: its tarball is that one.
   */
  private boolean hides(String version) {
    Optional<Contribution> kept = Optional.empty();
    for (var each : order) {
      if (!each.has(version)) {
        continue;
      }
      var record = each.own(version);
      if (record.filter(own -> !own.isListed()).isPresent()) {
        return true;
      }
      var standing = record.map(this.standing).orElse(Standing.OFFERED);
      if (standing == Standing.OFFERED) {
        return kept.isPresent() && !isSame(kept.get(), each, version);
      } else if (standing == Standing.LOCKFILES_ONLY && kept.isEmpty()) {
        kept = Optional.of(each);
      }
    }
    return true;
  }

  private static boolean isSame(Contribution one, Contribution other, String version) {
    var kept = one.integrity(version);
    var integrity = other.integrity(version);
    return kept.isPresent()
        && integrity.isPresent()
        && kept.get().algorithm() == integrity.get().algorithm()
        && !kept.get().contradicts(integrity.get());
  }

  /** Versions of a contribution whose manifests must be read to make a packument. */
  static List<VersionRecord> needed(
      List<Contribution> order,
      Contribution contribution,
      Function<VersionRecord, Standing> standing) {
    return contribution.own().values().stream()
        .filter(version -> isNeeded(order, version, standing))
        .toList();
  }

  private static boolean isNeeded(
      List<Contribution> order, VersionRecord version, Function<VersionRecord, Standing> standing) {
    return version.isListed()
        && switch (standing.apply(version)) {
          case OFFERED -> version.isOurs() || !isTold(order, version, standing);
          case LOCKFILES_ONLY ->
              order.stream().filter(each -> each.has(version.version())).count() > 1;
          case REFUSED -> false;
        };
  }

  /** Whether nobody has a version but the connection that it came through, first, and copies. */
  private static boolean isTold(
      List<Contribution> order, VersionRecord version, Function<VersionRecord, Standing> standing) {
    boolean copies =
        order.stream()
            .flatMap(each -> each.own(version.version()).stream())
            .allMatch(
                own ->
                    own.connection().equals(version.connection())
                        && standing.apply(own) == Standing.OFFERED);
    var document =
        order.stream()
            .filter(each -> each.document().isPresent() && each.has(version.version()))
            .findFirst()
            .flatMap(Contribution::document);
    return copies
        && document
            .filter(found -> found.key().connection().value().equals(version.connection()))
            .isPresent();
  }

  /** What repositories say of the package that anything was published to, nearest first. */
  Map<String, OwnPart.Top> tops() {
    var tops = new LinkedHashMap<String, OwnPart.Top>();
    for (var each : order) {
      each.local()
          .ifPresent(
              own -> own.top().ifPresent(top -> tops.put(own.path().repository().toString(), top)));
    }
    return tops;
  }

  /** What a contribution comes to; of a repository what was published, then what was retained. */
  List<PackumentSource> of(Contribution contribution) {
    var sources = new ArrayList<PackumentSource>();
    contribution.local().ifPresent(own -> add(own, contribution.manifests(), sources));
    contribution
        .document()
        .ifPresent(
            document ->
                sources.add(
                    new PackumentSource.Document(
                        document.key().connection().value(), document.index())));
    return sources;
  }

  private void add(
      LocalPackage own, Map<String, IndexedManifest> manifests, List<PackumentSource> sources) {
    var groups = new LinkedHashMap<List<String>, List<VersionRecord>>();
    groups.put(List.of(), new ArrayList<>());
    for (var version : own.versions()) {
      if (isShown(version)) {
        var tellers = tellers(own.path().repository(), version);
        groups.computeIfAbsent(tellers, any -> new ArrayList<>()).add(version);
      }
    }
    groups.forEach(
        (tellers, versions) -> {
          if (!versions.isEmpty()) {
            var tags = sources.isEmpty() ? own.head().tags() : Map.<String, String>of();
            var read =
                versions.stream()
                    .flatMap(version -> Stream.ofNullable(manifests.get(version.version())))
                    .toList();
            sources.add(
                new PackumentSource.Versions(
                    own.path().repository().toString(), read, tags, tellers));
          }
        });
  }

  /**
   * Who knows better of a version than the repository that has it: the connection that it came
   * through, or the repository that it was published to, else the farthest upstream that has it.
   */
  private List<String> tellers(RepositoryId here, VersionRecord version) {
    if (!version.isOurs()) {
      return List.of(version.connection());
    }
    var entry = version.copiedFrom(here);
    if (entry.isEmpty()) {
      return List.of();
    }
    var tellers = new ArrayList<String>();
    tellers.add(RepositoryId.of(here.domain().value(), entry.get()).toString());
    for (int i = order.size() - 1; i >= 0; i--) {
      order.get(i).local().ifPresent(other -> tellers.add(other.path().repository().toString()));
    }
    tellers.remove(here.toString());
    return tellers;
  }

  private boolean isShown(VersionRecord version) {
    return version.isListed()
        && !hidden.contains(version.version())
        && standing.apply(version) == Standing.OFFERED;
  }
}
