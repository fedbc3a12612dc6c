package dev.weir.resolve;

import dev.weir.cache.Stages;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.policy.OriginControls;
import dev.weir.search.Findable;
import dev.weir.search.PackageFinder;
import dev.weir.search.PackageMatch;
import dev.weir.search.PackageWords;
import dev.weir.search.SearchTerms;
import dev.weir.storage.Key;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index of packages of our own as the ledger has them: a repository comes in with the
 * first search of it, and what changed since is read again before each search. So a package is
 * found from the moment its publish was answered, and no start waits for an index. Calls wait for
 * the store.
 */
final class OwnIndex {
  private static final Logger LOG = LoggerFactory.getLogger(OwnIndex.class);
  private static final int PAGE = 1000;

  private final LocalVersions local;
  private final int most;
  private final ChangedPackages changed;
  private final PackageFinder finder = new PackageFinder();

  /** Repositories with more packages than there was room for. */
  private final Set<RepositoryId> partial = new HashSet<>();

  /**
   * @param most how many packages are held
   */
  OwnIndex(LocalVersions local, int most) {
    this.local = local;
    this.most = most;
    this.changed = new ChangedPackages(most);
    local.tell(changed::add);
  }

  /** What a search means, the best first, of a name the first repository's. */
  List<PackageMatch> find(SearchTerms terms, List<RepositoryId> repositories) {
    refresh(repositories);
    return finder.find(terms, repositories);
  }

  /**
   * Whether whoever hears the text would learn a name of ours, or might: of what did not fit into
   * the index nothing is known.
   */
  boolean tells(String text, List<RepositoryId> repositories) {
    return !refresh(repositories) || finder.tells(text, repositories);
  }

  /** Answers whether all that these repositories have is in the index now. */
  private synchronized boolean refresh(List<RepositoryId> repositories) {
    changed.take().ifPresentOrElse(paths -> paths.forEach(this::read), this::startAnew);
    repositories.stream().filter(changed::watch).forEach(this::readAll);
    return repositories.stream().noneMatch(partial::contains);
  }

  private void startAnew() {
    finder.forgetAll();
    partial.clear();
  }

  private void read(PackagePath path) {
    var record = Stages.await(local.find(path.repository(), path.name()));
    var found = record.flatMap(known -> findable(path, known));
    if (found.isEmpty()) {
      finder.forget(path.repository(), path.name());
    } else {
      put(found.get());
    }
  }

  private void readAll(RepositoryId repository) {
    Optional<Key> from = Optional.empty();
    do {
      var page = Stages.await(local.packages(repository, from, PAGE));
      for (var entry : page.entries()) {
        var path = new PackagePath(repository, name(entry.key()));
        PackageRecord.FORMAT
            .decode(entry.record())
            .flatMap(record -> findable(path, record))
            .ifPresent(this::put);
      }
      from = page.next();
    } while (from.isPresent() && !partial.contains(repository));
  }

  private void put(Findable findable) {
    if (finder.size() < most) {
      finder.put(findable);
    } else if (partial.add(findable.repository())) {
      LOG.warn(
          "search finds not all packages: repository={} search.max-indexed={}",
          findable.repository(),
          most);
    }
  }

  /** Empty for what is neither shown nor to be kept secret: all that was only retained. */
  private Optional<Findable> findable(PackagePath path, PackageRecord record) {
    boolean secret = OriginControls.isOurs(record.facts(false));
    var words =
        record
            .headOrEmpty()
            .top()
            .filter(top -> isListed(path))
            .map(top -> PackageWords.of(path.name(), top));
    return secret || words.isPresent()
        ? Optional.of(new Findable(path.repository(), path.name(), secret, words))
        : Optional.empty();
  }

  private boolean isListed(PackagePath path) {
    return Stages.await(local.first(path, VersionRecord::isListed)).isPresent();
  }

  private static PackageName name(Key key) {
    return new PackageName(key.parts().get(key.parts().size() - 1));
  }
}
