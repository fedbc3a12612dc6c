package dev.weir.npm;

import dev.weir.model.PackageName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what an indexer finds, in any order, and lays it out as {@link PackageIndex} stores it.
 * Times may come before or after the versions they belong to, so that they are put together at the
 * end.
 *
 * <p>The layout, each number and text as {@link PackedWriter} writes them, "n × (…)" with n first:
 *
 * <pre>
 * WPI1  name  layout  hidesVersions
 * [created]  [modified]  [newest publish time]         1 and the text, or 0
 * n × (tag version)
 * n × (text)                                           the dictionary
 * n × (version length record)                          in the document's order
 *     record: entry from, length   time entry from, length or 0
 *             ManifestShape  ManifestFacts  [publish time]
 * n numbers                                            the versions' order, for a binary search
 * n × (file name, version's number)                    files not named name-version.tgz, sorted
 * CRC-32C
 * </pre>
 */
final class IndexBuilder {
  private final PackageName name;
  private final List<FoundVersion> versions = new ArrayList<>();
  private final Map<String, FoundTime> times = new HashMap<>();
  private final Dictionary.Builder dictionary = new Dictionary.Builder();
  private final PackedWriter contents = new PackedWriter(1 << 12);
  private Map<String, String> distTags = new LinkedHashMap<>();
  private Optional<String> topLevelModified = Optional.empty();
  private boolean hidesVersions;

  IndexBuilder(PackageName name) {
    this.name = name;
  }

  /** Bytes gathered so far, roughly. */
  long size() {
    return contents.size() + dictionary.length();
  }

  void distTags(Map<String, String> tags) {
    distTags = tags;
  }

  void topLevelModified(Optional<String> modified) {
    topLevelModified = modified;
  }

  void time(String key, FoundTime time) {
    times.put(key, time);
  }

  /** A version in the document that nobody can be shown. */
  void hide() {
    hidesVersions = true;
  }

  /**
   * @param entry the range of {@code "1.0.0":{…}}
   */
  void version(String version, ByteRange entry, ParsedManifest.Content content) {
    int from = contents.size();
    content.shape().encode(contents);
    content.facts().encode(name, version, dictionary, contents);
    boolean usualFile = content.facts().hasUsualFile(name, version);
    versions.add(
        new FoundVersion(
            version,
            entry,
            from,
            contents.size(),
            usualFile ? null : content.facts().tarball().fileName()));
  }

  PackageIndex build(DocumentLayout layout) {
    var out = Seal.INDEX.writer(contents.size() + contents.size() / 2 + 256);
    out.text(name.value());
    layout.encode(out);
    out.number(hidesVersions ? 1 : 0);
    optional(timeText("created"), out);
    optional(timeText("modified").or(() -> topLevelModified), out);
    optional(newest(), out);
    out.number(distTags.size());
    distTags.forEach(
        (tag, version) -> {
          out.text(tag);
          out.text(version);
        });
    dictionary.encode(out);
    out.number(versions.size());
    versions.forEach(version -> encode(version, out));
    sorted().forEach(out::number);
    encodeUnusualFiles(out);
    return PackageIndex.decode(Seal.INDEX.close(out));
  }

  private void encode(FoundVersion version, PackedWriter out) {
    var time = times.get(version.version());
    var head = new PackedWriter(16);
    head.number(version.entry().from());
    head.number(version.entry().length());
    DocumentLayout.encode(time == null ? null : time.entry(), head);
    var tail = new PackedWriter(32);
    if (time != null) {
      tail.text(time.text());
    }
    out.text(version.version());
    out.number(head.size() + version.to() - version.from() + tail.size());
    out.part(head, 0, head.size());
    out.part(contents, version.from(), version.to());
    out.part(tail, 0, tail.size());
  }

  /**
   * Files that aren't named as npm names them are found by a table; the others by their version.
   */
  private void encodeUnusualFiles(PackedWriter out) {
    var unusual = new ArrayList<UnusualFile>();
    for (int i = 0; i < versions.size(); i++) {
      var fileName = versions.get(i).unusualFile();
      if (fileName != null) {
        unusual.add(new UnusualFile(fileName, i));
      }
    }
    // Stable: of several versions with one file name the first is found.
    unusual.sort(Comparator.comparing(UnusualFile::fileName));
    out.number(unusual.size());
    for (var file : unusual) {
      out.text(file.fileName());
      out.number(file.version());
    }
  }

  /** The numbers of the versions by their texts' order, for a binary search. */
  private IntStream sorted() {
    return IntStream.range(0, versions.size())
        .boxed()
        .sorted(Comparator.comparing(i -> versions.get(i).version()))
        .mapToInt(Integer::intValue);
  }

  private Optional<String> timeText(String key) {
    return Optional.ofNullable(times.get(key)).map(FoundTime::text);
  }

  private Optional<String> newest() {
    Optional<String> newest = Optional.empty();
    var latest = Instant.MIN;
    for (var version : versions) {
      var text = timeText(version.version());
      var instant = text.flatMap(PublishTime::parse);
      if (instant.isPresent() && instant.get().isAfter(latest)) {
        latest = instant.get();
        newest = text;
      }
    }
    return newest;
  }

  private static void optional(Optional<String> text, PackedWriter out) {
    out.number(text.isPresent() ? 1 : 0);
    text.ifPresent(out::text);
  }

  /**
   * @param entry the range of {@code "1.0.0":"2020-01-01T00:00:00.000Z"}
   */
  record FoundTime(ByteRange entry, String text) {}

  private record FoundVersion(
      String version, ByteRange entry, int from, int to, @Nullable String unusualFile) {}

  private record UnusualFile(String fileName, int version) {}
}
