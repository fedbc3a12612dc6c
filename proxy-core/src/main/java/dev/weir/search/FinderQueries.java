package dev.weir.search;

import dev.weir.model.RepositoryId;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * What the index is asked. A word in a name is worth more than one in a keyword, and that more than
 * one in a description; the name itself is worth most.
 */
final class FinderQueries {
  /** Words whose place counts; further ones must be there and that is all. */
  private static final int MOST_WEIGHED = 32;

  private static final float WHOLE_NAME = 64;
  private static final float NAME_BEGINS = 16;
  private static final float IN_NAME = 4;
  private static final float IN_KEYWORDS = 2;

  private FinderQueries() {}

  /** Packages of these repositories that a search means. */
  static Query meant(SearchTerms terms, Collection<RepositoryId> repositories) {
    var query = new BooleanQuery.Builder();
    query.add(oneOf(repositories), Occur.FILTER);
    query.add(is(FinderFields.SHOWN, FinderFields.YES), Occur.FILTER);
    for (int i = 0; i < terms.words().size(); i++) {
      var word = terms.words().get(i);
      query.add(i < MOST_WEIGHED ? weighed(word) : begins(FinderFields.WORD, word, 1), Occur.MUST);
    }
    if (terms.words().size() > 1) {
      var joined = String.join("-", terms.words());
      query.add(weighing(is(FinderFields.NAME, joined), WHOLE_NAME), Occur.SHOULD);
    }
    terms.scopes().forEach(scope -> query.add(is(FinderFields.SCOPE, scope), Occur.FILTER));
    terms.authors().forEach(who -> query.add(is(FinderFields.AUTHOR, who), Occur.FILTER));
    terms.maintainers().forEach(who -> query.add(is(FinderFields.MAINTAINER, who), Occur.FILTER));
    terms.keywords().forEach(choice -> add(choice, query));
    return query.build();
  }

  /** Packages of these repositories of which a stranger would learn something. */
  static Query told(ToldNames told, Collection<RepositoryId> repositories) {
    return new BooleanQuery.Builder()
        .add(oneOf(repositories), Occur.FILTER)
        .add(is(FinderFields.SECRET, FinderFields.YES), Occur.FILTER)
        .add(
            new BooleanQuery.Builder()
                .add(in(FinderFields.FULL_NAME, told.names()), Occur.SHOULD)
                .add(in(FinderFields.BASENAME, told.basenames()), Occur.SHOULD)
                .add(in(FinderFields.SCOPE, told.scopes()), Occur.SHOULD)
                .build(),
            Occur.MUST)
        .build();
  }

  private static Query weighed(String word) {
    var places = new BooleanQuery.Builder();
    places.add(weighing(is(FinderFields.NAME, word), WHOLE_NAME), Occur.SHOULD);
    places.add(begins(FinderFields.NAME, word, NAME_BEGINS), Occur.SHOULD);
    places.add(begins(FinderFields.NAME_WORD, word, IN_NAME), Occur.SHOULD);
    places.add(begins(FinderFields.KEYWORD, word, IN_KEYWORDS), Occur.SHOULD);
    places.add(begins(FinderFields.WORD, word, 1), Occur.SHOULD);
    var parts = PackageWords.words(word);
    if (!parts.isEmpty() && !parts.equals(List.of(word))) {
      var all = new BooleanQuery.Builder();
      parts.forEach(part -> all.add(begins(FinderFields.WORD, part, 1), Occur.MUST));
      places.add(weighing(all.build(), 1), Occur.SHOULD);
    }
    return places.build();
  }

  private static void add(KeywordChoice choice, BooleanQuery.Builder query) {
    if (!choice.anyOf().isEmpty()) {
      var any = new BooleanQuery.Builder();
      for (var together : choice.anyOf()) {
        var all = new BooleanQuery.Builder();
        together.forEach(word -> all.add(is(FinderFields.KEYWORD, word), Occur.FILTER));
        any.add(all.build(), Occur.SHOULD);
      }
      query.add(any.build(), Occur.FILTER);
    }
    choice.without().forEach(word -> query.add(is(FinderFields.KEYWORD, word), Occur.MUST_NOT));
  }

  private static Query begins(String field, String word, float weight) {
    return weighing(new PrefixQuery(new Term(field, word)), weight);
  }

  private static Query weighing(Query query, float weight) {
    return new BoostQuery(new ConstantScoreQuery(query), weight);
  }

  private static Query is(String field, String word) {
    return new TermQuery(new Term(field, word));
  }

  private static Query oneOf(Collection<RepositoryId> repositories) {
    return in(FinderFields.REPOSITORY, repositories.stream().map(RepositoryId::toString).toList());
  }

  private static Query in(String field, Collection<String> words) {
    return new TermInSetQuery(field, words.stream().map(BytesRef::new).toList());
  }
}
