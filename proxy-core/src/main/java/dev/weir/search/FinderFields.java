package dev.weir.search;

import java.util.Collection;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;

/** A package's document in the index: what of it is looked up by which name. */
final class FinderFields {
  static final String ID = "id";
  static final String REPOSITORY = "repository";

  /** The whole name and the part after its scope. */
  static final String NAME = "name";

  static final String FULL_NAME = "full-name";
  static final String BASENAME = "basename";
  static final String SCOPE = "scope";
  static final String NAME_WORD = "name-word";
  static final String KEYWORD = "keyword";
  static final String AUTHOR = "author";
  static final String MAINTAINER = "maintainer";

  /** Any word. */
  static final String WORD = "word";

  static final String SECRET = "secret";
  static final String SHOWN = "shown";
  static final String YES = "1";

  private FinderFields() {}

  static Document document(Findable findable) {
    var document = new Document();
    var name = findable.name();
    var full = PackageWords.lower(name.value());
    add(document, ID, findable.id());
    var repository = findable.repository().toString();
    add(document, REPOSITORY, repository);
    document.add(new SortedDocValuesField(REPOSITORY, new BytesRef(repository)));
    document.add(new SortedDocValuesField(FULL_NAME, new BytesRef(name.value())));
    add(document, FULL_NAME, full);
    add(document, NAME, full);
    var basename = PackageWords.lower(name.basename());
    add(document, BASENAME, basename);
    name.scope().ifPresent(scope -> add(document, SCOPE, PackageWords.lower(scope)));
    if (findable.secret()) {
      add(document, SECRET, YES);
    }
    findable
        .words()
        .ifPresent(
            words -> {
              add(document, SHOWN, YES);
              if (name.scoped()) {
                add(document, NAME, basename);
              }
              addAll(document, NAME_WORD, words.inName());
              addAll(document, KEYWORD, words.keywords());
              addAll(document, AUTHOR, words.authors());
              addAll(document, MAINTAINER, words.maintainers());
              addAll(document, WORD, words.all());
            });
    return document;
  }

  private static void addAll(Document document, String field, Collection<String> words) {
    words.forEach(word -> add(document, field, word));
  }

  private static void add(Document document, String field, String word) {
    document.add(new StringField(field, word, Field.Store.NO));
  }
}
