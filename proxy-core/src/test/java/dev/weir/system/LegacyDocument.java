package dev.weir.system;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A packument put together from pieces of JSON text, and what Weir must make of it, by the same
 * pieces: no parser is asked. In each text a {@link #url} stands for the two texts of one URL, the
 * origin's and Weir's.
 *
 * <pre>{@code
 * LegacyDocument.of("foo")
 *     .tags("{\"latest\":\"1.0.0\"}")
 *     .version("1.0.0", "\"x\" : 1e400", "\"dist\":{\"tarball\":\"" + url(theirs, ours) + "\"}")
 *     .time("modified", "\"2012-01-01T00:00:00.000Z\"")
 * }</pre>
 *
 * @param members the top-level members as {@code "key":value}; for versions and time a mark
 * @param versions each with its members
 * @param times the texts of the values
 * @param gap white space after each comma and brace
 * @param end white space after the document
 */
record LegacyDocument(
    String name,
    List<String> members,
    Map<String, List<String>> versions,
    Map<String, String> times,
    String gap,
    String end) {
  /** The abbreviated form's members, by npm's own list, and {@code libc}. */
  private static final Set<String> INSTALL_MEMBERS =
      Set.of(
          ("name version deprecated dependencies optionalDependencies devDependencies"
                  + " bundleDependencies bundledDependencies peerDependencies peerDependenciesMeta"
                  + " acceptDependencies bin directories dist engines os cpu libc funding"
                  + " _hasShrinkwrap hasInstallScript")
              .split(" ", -1));

  // Characters that no text here has otherwise.
  private static final Pattern URL = Pattern.compile("\uE000([^\uE001]*)\uE001([^\uE002]*)\uE002");
  private static final String VERSIONS = "\uE003";
  private static final String TIME = "\uE004";

  /** A document that has a name; what is added stands in the order of adding. */
  static LegacyDocument of(String name) {
    return new LegacyDocument(
        name,
        List.of("\"_id\":\"" + name + "\"", "\"name\":\"" + name + "\""),
        Map.of(),
        Map.of(),
        "",
        "");
  }

  /**
   * A URL where Weir puts its own.
   *
   * @param origin what the origin wrote, as it stands between the quotes
   * @param ours what stands there after the repository's base
   */
  static String url(String origin, String ours) {
    return "\uE000" + origin + "\uE001" + ours + "\uE002";
  }

  /** {@code "dist":{…}} with a tarball and further members, each after a comma. */
  static String dist(String url, String... further) {
    return "\"dist\":{\"tarball\":\"" + url + "\"" + joined(List.of(further)) + "}";
  }

  LegacyDocument tags(String json) {
    return member("\"dist-tags\":" + json);
  }

  /** A top-level member, or several with commas between. */
  LegacyDocument member(String text) {
    var more = new ArrayList<>(members);
    more.add(text);
    return new LegacyDocument(name, more, versions, times, gap, end);
  }

  LegacyDocument version(String version, String... texts) {
    return versions(Map.of(version, List.of(texts)));
  }

  /** Versions with their members. */
  LegacyDocument versions(Map<String, List<String>> further) {
    var more = new LinkedHashMap<>(versions);
    more.putAll(further);
    var placed = versions.isEmpty() ? member(VERSIONS) : this;
    return new LegacyDocument(name, placed.members, more, times, gap, end);
  }

  LegacyDocument time(String key, String json) {
    return times(Map.of(key, json));
  }

  /** Times as JSON strings. */
  LegacyDocument times(Map<String, String> further) {
    var more = new LinkedHashMap<>(times);
    more.putAll(further);
    var placed = times.isEmpty() ? member(TIME) : this;
    return new LegacyDocument(name, placed.members, versions, more, gap, end);
  }

  /** White space after every comma, brace and at the end. */
  LegacyDocument spaced(String gap, String end) {
    return new LegacyDocument(name, members, versions, times, gap, end);
  }

  byte[] atOrigin() {
    return utf8(URL.matcher(document()).replaceAll("$1"));
  }

  /** The full form: the origin's bytes, but for the URLs. */
  byte[] full(String base) {
    return ours(document(), base);
  }

  /**
   * The abbreviated form: the origin's bytes of the members that it has.
   *
   * @param modified the text of {@code modified}, empty if no time is known
   * @param tags the text of the dist-tags
   */
  byte[] abbreviated(String base, String modified, String tags) {
    var entries = new ArrayList<String>();
    versions.forEach((version, texts) -> entries.add(quoted(version) + ":" + gap + install(texts)));
    var text = new StringBuilder("{\"name\":").append(quoted(name));
    if (!modified.isEmpty()) {
      text.append(",\"modified\":").append(modified);
    }
    text.append(",\"dist-tags\":").append(tags);
    text.append(",\"versions\":{").append(String.join(",", entries)).append('}');
    if (!modified.isEmpty()) {
      text.append(",\"time\":{").append(String.join(",", shownTimes(modified))).append('}');
    }
    return ours(text.append('}').toString(), base);
  }

  private List<String> shownTimes(String modified) {
    var shown = new ArrayList<String>();
    if (times.containsKey("created")) {
      shown.add("\"created\":" + times.get("created"));
    }
    shown.add("\"modified\":" + modified);
    for (var version : versions.keySet()) {
      if (times.containsKey(version)) {
        shown.add(quoted(version) + ":" + gap + times.get(version));
      }
    }
    return shown;
  }

  private static String install(List<String> texts) {
    return texts.stream()
        .filter(text -> INSTALL_MEMBERS.contains(text.substring(1, text.indexOf('"', 1))))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String document() {
    var texts =
        members.stream()
            .map(text -> text.equals(VERSIONS) ? "\"versions\":" + gap + versionsText() : text)
            .map(text -> text.equals(TIME) ? "\"time\":" + gap + timesText() : text)
            .toList();
    return object(texts) + end;
  }

  private String versionsText() {
    var entries = new ArrayList<String>();
    versions.forEach((version, texts) -> entries.add(quoted(version) + ":" + gap + object(texts)));
    return object(entries);
  }

  private String timesText() {
    var entries = new ArrayList<String>();
    times.forEach((key, text) -> entries.add(quoted(key) + ":" + gap + text));
    return object(entries);
  }

  private String object(List<String> texts) {
    return "{" + gap + String.join("," + gap, texts) + gap + "}";
  }

  private static byte[] ours(String text, String base) {
    return utf8(URL.matcher(text).replaceAll(Matcher.quoteReplacement(base) + "$2"));
  }

  private static String joined(List<String> further) {
    return further.stream().map(text -> "," + text).collect(Collectors.joining());
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
