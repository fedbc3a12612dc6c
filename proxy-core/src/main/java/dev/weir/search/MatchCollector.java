package dev.weir.search;

import static java.util.Objects.requireNonNull;

import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/** Collects matches, of each name the one of the first repository. For one search. */
final class MatchCollector extends SimpleCollector {
  private final Map<String, RepositoryId> repositories = new HashMap<>();
  private final Map<RepositoryId, Integer> places = new HashMap<>();
  private final Map<String, PackageMatch> byName = new HashMap<>();
  private @Nullable SortedDocValues name;
  private @Nullable SortedDocValues repository;
  private @Nullable Scorable scorer;

  MatchCollector(List<RepositoryId> nearestFirst) {
    for (var each : nearestFirst) {
      repositories.put(each.toString(), each);
      places.putIfAbsent(each, places.size());
    }
  }

  Collection<PackageMatch> all() {
    return byName.values();
  }

  @Override
  protected void doSetNextReader(LeafReaderContext context) throws IOException {
    name = DocValues.getSorted(context.reader(), FinderFields.FULL_NAME);
    repository = DocValues.getSorted(context.reader(), FinderFields.REPOSITORY);
  }

  @Override
  public void setScorer(Scorable scorer) {
    this.scorer = scorer;
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE;
  }

  @Override
  public void collect(int document) throws IOException {
    var found = text(requireNonNull(name), document);
    var where = requireNonNull(repositories.get(text(requireNonNull(repository), document)));
    var match = new PackageMatch(where, new PackageName(found), requireNonNull(scorer).score());
    byName.merge(found, match, this::nearer);
  }

  private PackageMatch nearer(PackageMatch one, PackageMatch other) {
    return place(other) < place(one) ? other : one;
  }

  private int place(PackageMatch match) {
    return requireNonNull(places.get(match.repository()));
  }

  private static String text(SortedDocValues values, int document) throws IOException {
    if (!values.advanceExact(document)) {
      throw new IllegalStateException("search: a document of the index lacks a value");
    }
    return values.lookupOrd(values.ordValue()).utf8ToString();
  }
}
