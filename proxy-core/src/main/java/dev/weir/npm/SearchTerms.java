package dev.weir.npm;

import dev.weir.model.PackageName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a search's text asks for: words, each of which is the beginning of one in a package's name,
 * description, keywords or author, and the qualifiers {@code author:}, {@code keywords:}, {@code
 * scope:} and {@code maintainer:}. All of them must hold. Immutable.
 */
public final class SearchTerms {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<String> words = new ArrayList<>();
  private final List<String> authors = new ArrayList<>();
  private final List<String> keywords = new ArrayList<>();
  private final List<String> scopes = new ArrayList<>();

  private final String text;

  public SearchTerms(SearchQuery query) {
    this.text = lower(query.text());
    for (var word : query.words()) {
      int colon = word.indexOf(':');
      var value = word.substring(colon + 1);
      switch (colon < 0 ? "" : word.substring(0, colon)) {
        case "author", "maintainer" -> authors.add(value);
        case "keywords" -> keywords.addAll(List.of(value.split("[,+]", -1)));
        case "scope" -> scopes.add(value.startsWith("@") ? value.substring(1) : value);
        default -> words.add(word);
      }
    }
  }

  /** Whether a package with these members of its own is meant. */
  public boolean match(PackageName name, String top) {
    if (!scopes.stream()
        .allMatch(scope -> name.scope().map(SearchTerms::lower).map(scope::equals).orElse(false))) {
      return false;
    }
    var members = JSON.readTree(top);
    return hasWords(name, members)
        && authors.stream().allMatch(author -> people(members).stream().anyMatch(author::equals))
        && keywords.stream().allMatch(keyword -> keywords(members).contains(keyword));
  }

  /**
   * Whether an origin that were asked this would learn a name of ours: the whole of it wherever it
   * stands in the text, the part after its scope as a word, or its scope.
   */
  public boolean tells(PackageName name) {
    var base = lower(name.basename());
    return text.contains(lower(name.value()))
        || List.of(text.split("[^a-z0-9._~!'()*-]+", -1)).contains(base)
        || name.scope().filter(this::tellsScope).isPresent();
  }

  /** Whether it names one of these scopes, of which no origin may hear. */
  public boolean tellsScope(Set<String> ours) {
    return ours.stream().anyMatch(this::tellsScope);
  }

  private boolean tellsScope(String scope) {
    var lower = lower(scope);
    return text.contains("@" + lower) || text.contains(lower + "/") || scopes.contains(lower);
  }

  private boolean hasWords(PackageName name, JsonNode members) {
    if (words.isEmpty()) {
      return true;
    }
    var tokens = new HashSet<String>();
    var full = lower(name.value());
    tokens.add(full);
    tokens(full, tokens);
    tokens(members.path("description").asString(""), tokens);
    tokens.addAll(keywords(members));
    tokens.addAll(people(members));
    return words.stream()
        .allMatch(word -> tokens.stream().anyMatch(token -> token.startsWith(word)));
  }

  private static void tokens(String text, Set<String> tokens) {
    for (var token : lower(text).split("[^\\p{L}\\p{N}]+", -1)) {
      if (!token.isEmpty()) {
        tokens.add(token);
      }
    }
  }

  private static Set<String> keywords(JsonNode members) {
    var found = new HashSet<String>();
    var keywords = members.path("keywords");
    if (keywords.isString()) {
      tokens(keywords.stringValue(), found);
    }
    for (var keyword : keywords) {
      found.add(lower(keyword.asString("")));
    }
    return found;
  }

  private static List<String> people(JsonNode members) {
    var found = new ArrayList<String>();
    found.add(person(members.path("author")));
    members.path("maintainers").forEach(one -> found.add(person(one)));
    found.removeIf(String::isEmpty);
    return found;
  }

  /** {@code Jane Doe <jane@example.org>} is a name as well as an object with one. */
  private static String person(JsonNode person) {
    var name = person.isString() ? person.stringValue() : person.path("name").asString("");
    int end = name.indexOf('<');
    return lower(end < 0 ? name : name.substring(0, end)).strip();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
