package dev.weir.resolve;

import dev.weir.cache.CpuPool;
import dev.weir.cache.DocumentFrames;
import dev.weir.cache.DocumentGoneException;
import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.cache.Failures;
import dev.weir.cache.LoadedDocument;
import dev.weir.cache.Stages;
import dev.weir.catalog.SearchOrder;
import dev.weir.catalog.Source;
import dev.weir.config.SearchSettings;
import dev.weir.model.PackageName;
import dev.weir.npm.DocumentReader;
import dev.weir.npm.IndexedManifest;
import dev.weir.npm.OwnPart;
import dev.weir.npm.PackumentPlan;
import dev.weir.npm.PackumentSource;
import dev.weir.search.SearchHits;
import dev.weir.search.SearchMatches;
import dev.weir.search.SearchQuery;
import dev.weir.storage.CorruptBlobException;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Searches what is stored of origins: packages whose names have all words of the text. Only what is
 * shown is read; names come from the keys of records. Works on the CPU pool's lane for large
 * documents, waiting for the store, so that no other request waits for a search.
 */
final class StoredSearch {
  private static final int PAGE = 1000;

  private final OpenOrders orders;
  private final Documents documents;
  private final LocalVersions local;
  private final SearchSettings settings;
  private final CpuPool cpu;
  private final InstantSource clock;

  StoredSearch(
      OpenOrders orders,
      Documents documents,
      LocalVersions local,
      SearchSettings settings,
      CpuPool cpu,
      InstantSource clock) {
    this.orders = orders;
    this.documents = documents;
    this.local = local;
    this.settings = settings;
    this.cpu = cpu;
    this.clock = clock;
  }

  /**
   * The answer, as JSON.
   *
   * @param others what is shown already, and neither found nor counted here
   */
  CompletionStage<byte[]> of(SearchOrder order, SearchQuery query, Set<PackageName> others) {
    return CompletableFuture.supplyAsync(
        () -> answer(order, query, others), cpu.laneFor(cpu.largeFrom()));
  }

  private byte[] answer(SearchOrder order, SearchQuery query, Set<PackageName> others) {
    int most = Math.min(query.from() + query.size(), settings.maxResults());
    var matches = new SearchMatches(query, most, others);
    int left = settings.maxScanned();
    for (var source : order.sources()) {
      left -= names(source, left, matches);
    }
    var hits = new SearchHits();
    matches.best().stream().skip(query.from()).forEach(name -> show(order, name, hits));
    return hits.json(matches.total(), clock.instant().toString());
  }

  private int names(Source source, int most, SearchMatches matches) {
    return source instanceof Source.External external
        ? names((from, limit) -> documents.names(external.connection(), from, limit), most, matches)
        : names(
            (from, limit) -> local.packages(((Source.Local) source).repository(), from, limit),
            most,
            matches);
  }

  /** How many there were. */
  private static int names(Pages pages, int most, SearchMatches matches) {
    int seen = 0;
    Optional<Key> from = Optional.empty();
    while (seen < most) {
      var page = Stages.await(pages.of(from, Math.min(PAGE, most - seen)));
      for (var entry : page.entries()) {
        var parts = entry.key().parts();
        PackageName.parse(parts.get(parts.size() - 1)).ifPresent(matches::offer);
      }
      seen += page.entries().size();
      from = page.next();
      if (from.isEmpty()) {
        break;
      }
    }
    return seen;
  }

  private interface Pages {
    CompletionStage<RecordPage> of(Optional<Key> from, int limit);
  }

  private void show(SearchOrder order, PackageName name, SearchHits hits) {
    try (var found = new Stored()) {
      // As packuments show it: what is closed for the name or hidden is not shown here either.
      var own = found.addAll(Stages.await(orders.of(order, name)), name);
      var plan = PackumentPlan.manifest(name, found.sources, own, "latest", "/");
      if (plan.isPresent()) {
        var manifest = new ByteArrayOutputStream();
        plan.get().write(found.readers, manifest::write);
        hits.add(manifest.toByteArray(), found.date(plan.get().distTags()));
      }
    } catch (DocumentGoneException replaced) {
      // It went while we looked, and is not shown.
    } catch (CorruptBlobException spoiled) {
      // Not shown either; who asks for the package itself has it fetched again.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the sources of an order have stored of one package, opened. */
  private final class Stored implements AutoCloseable {
    private final List<PackumentSource> sources = new ArrayList<>();
    private final List<DocumentReader> readers = new ArrayList<>();
    private final List<DocumentFrames> open = new ArrayList<>();

    /** What repositories say of the package beside its versions. */
    OwnPart addAll(OpenOrders.Open open, PackageName name) {
      var heads =
          open.order().sources().stream().map(source -> stored(open, source, name)).toList();
      var contributions = heads.stream().map(each -> read(heads, each)).toList();
      var own = new OwnSources(contributions, version -> standing(contributions, version));
      for (var contribution : contributions) {
        own.of(contribution).forEach(source -> add(source, contribution.document()));
      }
      return new OwnPart(own.hidden(), Map.of());
    }

    private Contribution stored(OpenOrders.Open open, Source source, PackageName name) {
      if (source instanceof Source.External external) {
        return Contribution.of(
            Stages.await(documents.stored(new DocumentKey(external.connection(), name))));
      }
      var repository = ((Source.Local) source).repository();
      var path = new PackagePath(repository, name);
      return Contribution.of(
          open.withoutStrangers(Stages.await(local.all(path, open.record(repository)))));
    }

    private Contribution read(List<Contribution> heads, Contribution each) {
      var needed = OwnSources.needed(heads, each, version -> standing(heads, version));
      return needed.isEmpty()
          ? each
          : each.with(
              Stages.await(
                  ShownManifests.of(
                      local, each.local().orElseThrow().path(), needed, Runnable::run)));
    }

    private static Standing standing(List<Contribution> order, VersionRecord version) {
      var document =
          order.stream()
              .flatMap(each -> each.document().stream())
              .filter(each -> each.key().connection().value().equals(version.connection()))
              .findFirst();
      return Removals.isRemoved(version, document.map(LoadedDocument::index))
          ? Standing.LOCKFILES_ONLY
          : Standing.OFFERED;
    }

    private void add(PackumentSource source, Optional<LoadedDocument> document) {
      if (document.isPresent()) {
        var frames = opened(document.get());
        open.add(frames);
        readers.add(frames);
      } else {
        readers.add((from, to, sink) -> {});
      }
      sources.add(source);
    }

    private DocumentFrames opened(LoadedDocument document) {
      try {
        return Stages.await(documents.open(document));
      } catch (RuntimeException e) {
        if (Failures.unwrap(e) instanceof DocumentGoneException gone) {
          throw gone;
        } else if (Failures.unwrap(e) instanceof CorruptBlobException spoiled) {
          throw spoiled;
        }
        throw e;
      }
    }

    /** When the latest version was published, as the nearest source that knows says. */
    Optional<String> date(Map<String, String> tags) {
      return Optional.ofNullable(tags.get("latest"))
          .flatMap(
              latest ->
                  sources.stream().flatMap(source -> date(source, latest).stream()).findFirst());
    }

    private static Optional<String> date(PackumentSource source, String version) {
      if (source instanceof PackumentSource.Document document) {
        int i = document.index().find(version);
        return i < 0 ? Optional.empty() : document.index().facts(i).publishedAt();
      }
      return ((PackumentSource.Versions) source)
          .versions().stream()
              .map(IndexedManifest::facts)
              .filter(facts -> facts.version().equals(version))
              .findFirst()
              .flatMap(facts -> facts.publishedAt());
    }

    @Override
    public void close() {
      open.forEach(DocumentFrames::close);
    }
  }
}
