package dev.weir.search;

import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The index over packages of our own, in memory: which packages of some repositories a search
 * means, and whether a text tells a name of theirs. It is made of records that are stored elsewhere
 * and begins empty at each start. Any thread; what one has put every search sees that begins later.
 * Calls do the work of the CPU and wait for no disk.
 */
public final class PackageFinder {
  private static final double WRITE_BUFFER_MIB = 4;

  private static final Comparator<PackageMatch> BEST_FIRST =
      Comparator.comparingDouble(PackageMatch::weight)
          .reversed()
          .thenComparingInt(match -> match.name().value().length())
          .thenComparing(PackageMatch::name);

  private final IndexWriter writer;
  private final SearcherManager searchers;

  public PackageFinder() {
    try {
      this.writer = new IndexWriter(new ByteBuffersDirectory(), config());
      this.searchers = new SearcherManager(writer, new Uncached());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IndexWriterConfig config() {
    // Nothing of its own runs beside: whoever puts merges.
    return new IndexWriterConfig()
        .setMergeScheduler(new SerialMergeScheduler())
        .setRAMBufferSizeMB(WRITE_BUFFER_MIB)
        .setCommitOnClose(false);
  }

  /** Adds a package, in place of what was there of that repository and name. */
  public void put(Findable findable) {
    run(() -> writer.updateDocument(id(findable.id()), FinderFields.document(findable)));
  }

  public void forget(RepositoryId repository, PackageName name) {
    run(() -> writer.deleteDocuments(id(Findable.id(repository, name))));
  }

  public void forgetAll() {
    run(writer::deleteAll);
  }

  /** How many packages there are. */
  public int size() {
    return writer.getDocStats().numDocs;
  }

  /**
   * Packages that a search means, the best first; of a name that several repositories have, the
   * first one's.
   */
  public List<PackageMatch> find(SearchTerms terms, List<RepositoryId> repositories) {
    return searched(
        searcher -> {
          var matches =
              searcher.search(FinderQueries.meant(terms, repositories), new Matches(repositories));
          return matches.stream().sorted(BEST_FIRST).toList();
        });
  }

  /**
   * Whether whoever hears this text would learn the name, or the scope, of a package of these
   * repositories that is kept secret. True as well if the text is too long to be sure.
   */
  public boolean tells(String text, List<RepositoryId> repositories) {
    if (text.length() > ToldNames.MOST_TEXT) {
      return true;
    }
    return searched(
        searcher -> any(searcher, FinderQueries.told(ToldNames.of(text), repositories)));
  }

  private static boolean any(IndexSearcher searcher, Query query) throws IOException {
    return searcher.search(query, 1).scoreDocs.length > 0;
  }

  private <T> T searched(Search<T> search) {
    try {
      searchers.maybeRefreshBlocking();
      var searcher = searchers.acquire();
      try {
        return search.of(searcher);
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Term id(String id) {
    return new Term(FinderFields.ID, id);
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private interface Search<T> {
    T of(IndexSearcher searcher) throws IOException;
  }

  /** The library would keep results of queries in a cache of its own, as large as 32 MiB. */
  private static final class Uncached extends SearcherFactory {
    @Override
    public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
      var searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      return searcher;
    }
  }

  /** One thread collects, since there is no executor. */
  private record Matches(List<RepositoryId> repositories)
      implements CollectorManager<MatchCollector, List<PackageMatch>> {
    @Override
    public MatchCollector newCollector() {
      return new MatchCollector(repositories);
    }

    @Override
    public List<PackageMatch> reduce(Collection<MatchCollector> collectors) {
      return collectors.stream().flatMap(collector -> collector.all().stream()).toList();
    }
  }
}
