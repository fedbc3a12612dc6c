package dev.weir.daemon;

import dev.weir.auth.ChangeListener;
import dev.weir.cache.Answers;
import dev.weir.cache.Assets;
import dev.weir.cache.CacheListener;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Deadlines;
import dev.weir.cache.Documents;
import dev.weir.cache.Eras;
import dev.weir.cache.HotCache;
import dev.weir.cache.MemoryBudget;
import dev.weir.cache.Reachability;
import dev.weir.cache.Representations;
import dev.weir.cache.TarballParts;
import dev.weir.cache.Tarballs;
import dev.weir.catalog.Catalog;
import dev.weir.config.WeirSettings;
import dev.weir.http.ClientAddresses;
import dev.weir.policy.PrivateScopes;
import dev.weir.registry.RegistryParts;
import dev.weir.resolve.Intents;
import dev.weir.resolve.Keeps;
import dev.weir.resolve.LocalVersions;
import dev.weir.resolve.PackageEdits;
import dev.weir.resolve.PackageTurns;
import dev.weir.resolve.PublishedBlobs;
import dev.weir.resolve.Publisher;
import dev.weir.resolve.Questions;
import dev.weir.resolve.Resolver;
import dev.weir.resolve.TarballPublisher;
import dev.weir.storage.Store;
import dev.weir.upstream.UpstreamClient;
import java.time.InstantSource;

/**
 * The npm registry between the sockets and the disk: every part of it, over a store and a way to
 * ask origins. There is the daemon's, and for a moment the small one of the {@link Rehearsal}.
 */
record Registry(
    RegistryParts parts,
    Documents documents,
    Tarballs tarballs,
    Assets assets,
    Resolver resolver,
    TarballPublisher tarballPublisher,
    HotCache hot) {

  /**
   * What it stands on.
   *
   * @param hotBytes what the hot cache may hold
   * @param inFlightBytes for bodies that are on their way and held by nothing else
   */
  record Ground(
      WeirSettings settings,
      Catalog catalog,
      LocalVersions local,
      PublishedBlobs published,
      Intents intents,
      Keeps keeps,
      Store store,
      UpstreamClient upstream,
      Reachability origins,
      long hotBytes,
      long inFlightBytes,
      CpuPool cpu,
      Deadlines deadlines,
      CacheListener listener,
      ChangeListener changes,
      InstantSource clock) {}

  static Registry on(Ground ground) {
    var settings = ground.settings();
    // Half for bodies that are evicted while they are written, a quarter each for what is made and
    // what is downloaded: flights must not starve packuments.
    long quarter = ground.inFlightBytes() / 4;
    var eras = new Eras();
    var hot = new HotCache(ground.hotBytes(), ground.inFlightBytes() / 2, eras);
    var documents = documents(ground, eras);
    var assets = new Assets(ground.store(), ground.clock());
    var tarballs = tarballs(ground, assets, new MemoryBudget("memory.in-flight", quarter));
    var answers = answers(ground);
    var resolver =
        new Resolver(
            new Resolver.Parts(
                ground.catalog(),
                privateScopes(ground),
                ground.local(),
                ground.published(),
                ground.intents(),
                ground.keeps(),
                documents,
                tarballs,
                settings.packument(),
                settings.tarball(),
                ground.listener(),
                ground.cpu(),
                ground.clock()));
    var turns = new PackageTurns(ground.local(), ground.intents(), ground.keeps(), eras);
    var edits = new PackageEdits(turns);
    var publishing = publishing(ground, documents, turns, edits);
    var publisher = new Publisher(publishing);
    var parts =
        new RegistryParts(
            ground.catalog(),
            resolver,
            questions(ground, documents, answers),
            publisher,
            edits,
            answers,
            new Representations(
                hot,
                documents,
                ground.cpu(),
                new MemoryBudget("memory.in-flight", quarter),
                ground.listener(),
                ground.clock()),
            hot,
            eras,
            assets,
            ground.cpu(),
            settings.packument(),
            settings.publish().maxBody(),
            settings.answer(),
            ground.listener(),
            ground.changes(),
            ClientAddresses.of(settings.http()),
            ground.clock());
    return new Registry(
        parts,
        documents,
        tarballs,
        assets,
        resolver,
        new TarballPublisher(publisher, publishing),
        hot);
  }

  private static Publisher.Parts publishing(
      Ground ground, Documents documents, PackageTurns turns, PackageEdits edits) {
    var settings = ground.settings();
    return new Publisher.Parts(
        ground.catalog(),
        turns,
        edits,
        ground.published(),
        documents,
        privateScopes(ground),
        ground.cpu(),
        ground.deadlines(),
        settings.publish(),
        (int) Math.min(settings.packages().readmeMaxSize().bytes(), Integer.MAX_VALUE),
        ground.clock());
  }

  private static PrivateScopes privateScopes(Ground ground) {
    return PrivateScopes.of(ground.settings().privateScopes());
  }

  private static Documents documents(Ground ground, Eras eras) {
    return new Documents(
        new Documents.Parts(
            ground.store(),
            ground.upstream(),
            ground.origins(),
            ground.settings().packument(),
            ground.settings().upstream(),
            ground.cpu(),
            ground.deadlines(),
            ground.listener(),
            eras,
            ground.clock()));
  }

  private static Tarballs tarballs(Ground ground, Assets assets, MemoryBudget downloaded) {
    return new Tarballs(
        new TarballParts(
            ground.store(),
            assets,
            ground.upstream(),
            ground.settings().tarball(),
            ground.settings().upstream(),
            ground.cpu(),
            downloaded,
            ground.deadlines(),
            ground.listener(),
            ground.clock()));
  }

  private static Answers answers(Ground ground) {
    return new Answers(
        new Answers.Parts(
            ground.upstream(),
            ground.origins(),
            ground.settings().answer(),
            ground.settings().packument(),
            ground.settings().upstream(),
            ground.cpu(),
            ground.deadlines(),
            ground.clock()));
  }

  private static Questions questions(Ground ground, Documents documents, Answers answers) {
    return new Questions(
        new Questions.Parts(
            ground.catalog(),
            privateScopes(ground),
            ground.local(),
            documents,
            answers,
            ground.settings().search(),
            ground.cpu(),
            ground.clock()));
  }
}
