package dev.weir.search;

import dev.weir.model.PackageName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a package is found by, in lower case, at most {@value #MOST} of each.
 *
 * @param inName words of its name
 * @param keywords each as a whole
 * @param authors its author's and contributors' names, their words and e-mail addresses
 * @param maintainers the same of those who maintain it
 * @param all the words of all that and of its description
 */
public record PackageWords(
    Set<String> inName,
    Set<String> keywords,
    Set<String> authors,
    Set<String> maintainers,
    Set<String> all) {
  /** A longer description is searched in part. */
  private static final int MOST = 1000;

  private static final int LONGEST = 256;
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * Reads a package's members.
   *
   * @param top its own members, a JSON object, as a full packument has them
   */
  public static PackageWords of(PackageName name, String top) {
    var members = JSON.readTree(top);
    var inName = new Found();
    inName.words(name.value());
    var keywords = keywords(members.path("keywords"));
    var authors = new Found();
    person(members.path("author"), authors);
    members.path("contributors").forEach(one -> person(one, authors));
    var maintainers = new Found();
    members.path("maintainers").forEach(one -> person(one, maintainers));
    var all = new Found();
    for (var from : List.of(inName, keywords, authors, maintainers)) {
      from.words.forEach(all::add);
    }
    all.words(members.path("description").asString(""));
    return new PackageWords(
        inName.words, keywords.words, authors.words, maintainers.words, all.words);
  }

  private static Found keywords(JsonNode keywords) {
    var found = new Found();
    if (keywords.isString()) {
      found.words(keywords.stringValue());
    }
    keywords.forEach(keyword -> found.add(keyword.asString("")));
    return found;
  }

  /** {@code Jane Doe <jane@example.org>} as well as an object with both. */
  private static void person(JsonNode person, Found found) {
    var text = person.isString() ? person.stringValue() : person.path("name").asString("");
    int address = text.indexOf('<');
    var name = address < 0 ? text : text.substring(0, address);
    found.add(name);
    found.words(name);
    found.add(person.path("email").asString(""));
    if (address >= 0) {
      found.add(text.substring(address + 1).split(">", 2)[0]);
    }
  }

  /** Its words; what is between letters and digits is between words. */
  static List<String> words(String text) {
    var words = new ArrayList<String>();
    for (var word : lower(text).split("[^\\p{L}\\p{N}]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static final class Found {
    private final Set<String> words = new LinkedHashSet<>();

    void add(String text) {
      var word = lower(text).strip();
      if (!word.isEmpty() && words.size() < MOST) {
        words.add(word.length() > LONGEST ? word.substring(0, LONGEST) : word);
      }
    }

    void words(String text) {
      PackageWords.words(text).forEach(this::add);
    }
  }
}
