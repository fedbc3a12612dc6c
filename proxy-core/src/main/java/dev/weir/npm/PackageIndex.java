package dev.weir.npm;

import dev.weir.model.PackageName;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Weir knows of one origin's document without reading it: per version the facts that tarball
 * requests, policies and merging need, and the byte ranges that rendering copies.
 *
 * <p>A version whose manifest has no {@code dist.tarball} that a client could ask us for is not in
 * it: shown, it could be picked and fail an install that an older version would satisfy.
 *
 * <p>Held as it is stored, about 150 bytes a version; facts are decoded when asked for. Immutable,
 * for any thread.
 */
public final class PackageIndex {
  /** Approximate heap of a string beside its characters, and of what refers to it. */
  static final int STRING_WEIGHT = 56;

  private final byte[] bytes;
  private final PackageName name;
  private final DocumentLayout layout;
  private final boolean hidesVersions;
  private final @Nullable String created;
  private final @Nullable String modified;
  private final @Nullable String newest;
  private final Map<String, String> distTags;
  private final Dictionary dictionary;

  /** The versions in the document's order, where the record of each begins, and their order. */
  private final String[] versions;

  private final int[] records;
  private final int[] sorted;

  /** File names other than {@code name-version.tgz}, sorted, and the version of each. */
  private final String[] unusualFiles;

  private final int[] unusualVersions;

  private PackageIndex(byte[] bytes) {
    this.bytes = bytes;
    var in = Seal.INDEX.open(bytes);
    name = new PackageName(in.text());
    layout = DocumentLayout.decode(in);
    hidesVersions = in.number() == 1;
    created = optional(in);
    modified = optional(in);
    newest = optional(in);
    distTags = decodeTags(in);
    dictionary = Dictionary.decode(in);
    versions = new String[in.count()];
    records = new int[versions.length];
    for (int i = 0; i < versions.length; i++) {
      versions[i] = in.text();
      records[i] = in.skip(in.size());
    }
    sorted = decodeVersionNumbers(versions.length, in);
    unusualFiles = new String[in.count()];
    unusualVersions = new int[unusualFiles.length];
    for (int i = 0; i < unusualFiles.length; i++) {
      unusualFiles[i] = in.text();
      unusualVersions[i] = versionNumber(in);
    }
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if that is something else, or of another version of Weir
   */
  public static PackageIndex decode(byte[] bytes) {
    return new PackageIndex(bytes.clone());
  }

  /** For a record: complete, checksummed, of this format's version only. A fresh copy. */
  public byte[] encode() {
    return bytes.clone();
  }

  public PackageName name() {
    return name;
  }

  /** The decoded document's length in bytes. */
  public long documentLength() {
    return layout.length();
  }

  /** In the document's order; the versions they name need not exist. */
  public Map<String, String> distTags() {
    return distTags;
  }

  /** {@code time.created}, verbatim. */
  public Optional<String> created() {
    return Optional.ofNullable(created);
  }

  /** {@code time.modified}, else the abbreviated form's {@code modified}, verbatim. */
  public Optional<String> modified() {
    return Optional.ofNullable(modified);
  }

  /** How many versions there are to be had. */
  public int size() {
    return versions.length;
  }

  /** A version, counted in the document's order. */
  public String version(int i) {
    return versions[i];
  }

  /** The number of a version, or -1. */
  public int find(String version) {
    int low = 0;
    int high = sorted.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = versions[sorted[middle]].compareTo(version);
      if (order == 0) {
        return sorted[middle];
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return -1;
  }

  /** The number of the version with this tarball, named as {@link NpmPath.Tarball} does, or -1. */
  public int findFile(String fileName) {
    int i = findUsualFile(fileName);
    if (i >= 0) {
      return i;
    }
    int unusual = Arrays.binarySearch(unusualFiles, fileName);
    while (unusual > 0 && unusualFiles[unusual - 1].equals(fileName)) {
      unusual--;
    }
    return unusual < 0 ? -1 : unusualVersions[unusual];
  }

  /** Decodes the facts of a version. */
  public VersionFacts facts(int i) {
    var stored = stored(i);
    return stored.facts().of(versions[i], stored.publishedAt());
  }

  /** Whether a version's manifest names a place for its attestations that a client could ask. */
  public boolean hasAttestations(int i) {
    return !placed(i).shape().attestations().isEmpty();
  }

  /** Approximate bytes of heap, for caches. */
  public long weight() {
    long weight = 512 + bytes.length + dictionary.weight() + 8L * versions.length;
    for (var version : versions) {
      weight += STRING_WEIGHT + version.length();
    }
    for (var file : unusualFiles) {
      weight += STRING_WEIGHT + 4 + file.length();
    }
    for (var tag : distTags.entrySet()) {
      weight += 4 * STRING_WEIGHT + tag.getKey().length() + tag.getValue().length();
    }
    return weight;
  }

  DocumentLayout layout() {
    return layout;
  }

  /** Whether the document has versions that this index doesn't. */
  public boolean hidesVersions() {
    return hidesVersions;
  }

  /** The latest of all versions' publish times, verbatim. */
  Optional<String> newest() {
    return Optional.ofNullable(newest);
  }

  /** Where a version stands in the document, and the parts of its manifest. */
  PlacedManifest placed(int i) {
    return PlacedManifest.decode(record(i));
  }

  /** All that is stored of a version. */
  StoredVersion stored(int i) {
    var in = record(i);
    var placed = PlacedManifest.decode(in);
    var facts = ManifestFacts.decode(name, versions[i], dictionary, in);
    return new StoredVersion(
        placed, facts, placed.time() == null ? Optional.empty() : Optional.of(in.text()));
  }

  record StoredVersion(PlacedManifest placed, ManifestFacts facts, Optional<String> publishedAt) {}

  private PackedReader record(int i) {
    return new PackedReader(bytes, records[i], bytes.length);
  }

  private int findUsualFile(String fileName) {
    var begin = name.basename() + "-";
    if (!fileName.startsWith(begin)
        || !fileName.endsWith(".tgz")
        || fileName.length() < begin.length() + 4) {
      return -1;
    }
    int i = find(fileName.substring(begin.length(), fileName.length() - 4));
    return i >= 0 && facts(i).fileName().equals(fileName) ? i : -1;
  }

  private int[] decodeVersionNumbers(int count, PackedReader in) {
    var numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = versionNumber(in);
    }
    return numbers;
  }

  private int versionNumber(PackedReader in) {
    int number = in.size();
    if (number >= versions.length) {
      throw in.corrupt("version %d of %d".formatted(number, versions.length));
    }
    return number;
  }

  private static Map<String, String> decodeTags(PackedReader in) {
    var tags = new LinkedHashMap<String, String>();
    for (int left = in.count(); left > 0; left--) {
      tags.put(in.text(), in.text());
    }
    return Collections.unmodifiableMap(tags);
  }

  private static @Nullable String optional(PackedReader in) {
    return in.number() == 1 ? in.text() : null;
  }
}
