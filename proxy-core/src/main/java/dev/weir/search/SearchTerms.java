package dev.weir.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a search's text asks for, in lower case; all of it must hold.
 *
 * <p>Source: npm, "Searching for and choosing packages to download". {@code not:}, {@code is:} and
 * {@code boost-exact:} are about scores that packages of our own do not have, and ask for nothing.
 *
 * @param words each is the beginning of a word in a package's name, description, keywords or people
 * @param authors {@code author:}, each the name of the author, a word of it or an e-mail address;
 *     {@code author:"Jane Doe"} has a space in it
 * @param maintainers {@code maintainer:}, the same of one of the maintainers
 * @param keywords {@code keywords:}
 * @param scopes {@code scope:}, without the {@code @}
 */
public record SearchTerms(
    List<String> words,
    List<String> authors,
    List<String> maintainers,
    List<KeywordChoice> keywords,
    List<String> scopes) {
  /** A word, and what stands in quotation marks as one. */
  private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]*\"[^\"]*\"?|[^\\s\"]+)");

  public SearchTerms {
    words = List.copyOf(words);
    authors = List.copyOf(authors);
    maintainers = List.copyOf(maintainers);
    keywords = List.copyOf(keywords);
    scopes = List.copyOf(scopes);
  }

  /** Reads a text; there is none that cannot be read. */
  public static SearchTerms parse(String text) {
    var words = new ArrayList<String>();
    var authors = new ArrayList<String>();
    var maintainers = new ArrayList<String>();
    var keywords = new ArrayList<KeywordChoice>();
    var scopes = new ArrayList<String>();
    var found = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (found.find()) {
      var word = found.group().replace("\"", "").strip();
      int colon = word.indexOf(':');
      var value = word.substring(colon + 1);
      switch (colon < 0 ? "" : word.substring(0, colon)) {
        case "author" -> authors.add(value);
        case "maintainer" -> maintainers.add(value);
        case "keywords" -> keywords.add(KeywordChoice.parse(value));
        case "scope" -> scopes.add(value.startsWith("@") ? value.substring(1) : value);
        case "not", "is", "boost-exact" -> {}
        default -> {
          if (!word.isEmpty()) {
            words.add(word);
          }
        }
      }
    }
    return new SearchTerms(words, authors, maintainers, keywords, scopes);
  }

  /** Whether a text names one of these scopes, of which no origin may hear. */
  public static boolean tells(String text, Set<String> ours) {
    var lower = text.toLowerCase(Locale.ROOT);
    var scopes = parse(text).scopes();
    return ours.stream()
        .map(scope -> scope.toLowerCase(Locale.ROOT))
        .anyMatch(
            scope ->
                lower.contains("@" + scope)
                    || lower.contains(scope + "/")
                    || scopes.contains(scope));
  }
}
