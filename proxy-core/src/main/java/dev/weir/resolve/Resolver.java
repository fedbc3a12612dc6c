package dev.weir.resolve;

import dev.weir.cache.CacheListener;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Demand;
import dev.weir.cache.Documents;
import dev.weir.cache.Eras;
import dev.weir.cache.Tarballs;
import dev.weir.catalog.Catalog;
import dev.weir.catalog.RepositoryView;
import dev.weir.catalog.SearchOrder;
import dev.weir.catalog.Source;
import dev.weir.config.PackumentSettings;
import dev.weir.config.TarballSettings;
import dev.weir.io.AsyncCloseable;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.policy.PrivateScopes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Asks a repository's sources, in search order, for packuments and tarballs. */
public final class Resolver implements AsyncCloseable {
  private final Catalog catalog;
  private final Eras eras;
  private final PackumentWalk packuments;
  private final TarballWalk tarballs;
  private final Retention retention;
  private final CopySources copySources;
  private final LostTarballs lost;

  /** What a resolver uses. */
  public record Parts(
      Catalog catalog,
      PrivateScopes privateScopes,
      LocalVersions local,
      PublishedBlobs published,
      Intents intents,
      Keeps keeps,
      Documents documents,
      Tarballs tarballs,
      PackumentSettings settings,
      TarballSettings tarball,
      CacheListener listener,
      CpuPool cpu,
      InstantSource clock) {}

  public Resolver(Parts parts) {
    this.catalog = parts.catalog();
    this.eras = parts.documents().eras();
    var orders = new OpenOrders(parts.catalog(), parts.local(), parts.privateScopes());
    var removals = new Removals(parts.local(), eras, parts.listener(), parts.clock());
    this.packuments =
        new PackumentWalk(
            orders,
            removals,
            parts.local(),
            parts.documents(),
            parts.settings(),
            parts.tarball().serveRemoved(),
            parts.cpu(),
            parts.clock());
    var stored = new StoredVersions(parts.documents(), parts.cpu(), parts.clock());
    this.copySources =
        new CopySources(orders, parts.local(), parts.published(), parts.documents(), stored);
    this.lost =
        new LostTarballs(
            parts.catalog(), orders, parts.local(), parts.documents(), parts.tarballs());
    this.retention =
        new Retention(parts.local(), parts.published(), parts.intents(), parts.keeps(), stored);
    this.tarballs =
        new TarballWalk(
            orders,
            parts.local(),
            parts.published(),
            parts.documents(),
            parts.tarballs(),
            retention,
            new Rechecks(
                parts.documents(),
                parts.local(),
                removals,
                parts.settings().maxFresh(),
                parts.tarball(),
                parts.clock()),
            parts.tarball().serveRemoved());
  }

  /** Waits until what was fetched is retained. */
  @Override
  public CompletionStage<Void> closeAsync() {
    return retention.closeAsync();
  }

  /** What {@code repository}, which must exist, shows of a package. */
  public CompletionStage<Resolution<PackumentView>> packument(
      RepositoryId repository, PackageName name, Demand demand) {
    var view = catalog.snapshot().view(repository);
    long stamp = view.map(RepositoryView::stamp).orElse(RepositoryView.NO_STAMP);
    return packuments.resolve(order(view, repository), name, demand, stamp);
  }

  /** What {@code repository} itself has of a package, for whoever wants to change it. */
  public CompletionStage<Resolution<PackumentView>> own(RepositoryId repository, PackageName name) {
    var view = catalog.snapshot().view(repository);
    long stamp = view.map(RepositoryView::stamp).orElse(RepositoryView.NO_STAMP);
    return packuments.own(order(view, repository), name, stamp);
  }

  /**
   * A tarball, by its file name.
   *
   * @param bytes false to be told about it only: nothing is downloaded and nothing retained
   */
  public CompletionStage<Resolution<TarballFound>> tarball(
      RepositoryId repository, PackageName name, String file, boolean bytes) {
    var snapshot = catalog.snapshot();
    return tarballs.resolve(
        new TarballWalk.Wanted(snapshot, repository, name, file, bytes, eras.of(name)),
        order(snapshot.view(repository), repository));
  }

  /** Fetches again what a verification dropped. */
  public Verification.Refetch refetch() {
    return lost;
  }

  CopySources copySources() {
    return copySources;
  }

  /** A repository that was deleted since the caller looked shows nothing. */
  private static SearchOrder order(Optional<RepositoryView> view, RepositoryId repository) {
    return view.map(RepositoryView::order)
        .orElseGet(() -> new SearchOrder(List.of(new Source.Local(repository))));
  }
}
