package dev.weir.npm;

import dev.weir.model.PackageName;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads an origin's document once, as a stream, into a {@link PackageIndex}.
 *
 * <p>Memory is bounded by the index, whatever the document's length: what isn't looked at is passed
 * over in place. Members may come in any order. What two readers could understand in two ways, such
 * as a member given twice where we look, makes the document malformed.
 */
public final class PackumentIndexer {
  /** Beyond any honest package by far; reached, if at all, by a document made to fill memory. */
  private static final long MAX_INDEX = 64L << 20;

  /** {@code time} also has versions that were unpublished since. */
  private static final int TIMES_PER_VERSION = 4;

  private static final int MAX_VERSION_LENGTH = PathSegments.MAX_SEGMENT;

  private final PackageName name;
  private final PackumentLimits limits;
  private final JsonCursor cursor;
  private final IndexBuilder builder;
  private final Set<String> seen = new HashSet<>();

  private boolean named;
  private @Nullable ByteRange distTags;
  private @Nullable ByteRange versions;
  private @Nullable ByteRange time;
  private boolean tagsAreClean = true;

  private PackumentIndexer(PackageName name, PackumentLimits limits, JsonCursor cursor) {
    this.name = name;
    this.limits = limits;
    this.cursor = cursor;
    this.builder = new IndexBuilder(name);
  }

  /**
   * Reads {@code document} to its end; the caller closes it.
   *
   * @param expectedName what was asked for; a document of another name, however similar, is
   *     malformed
   * @throws IOException as {@code document} throws it
   */
  public static PackageIndex index(
      PackageName expectedName, InputStream document, PackumentLimits limits)
      throws IOException, MalformedPackumentException {
    var input = new Utf8Input(document);
    try (var cursor = new JsonCursor(input)) {
      return new PackumentIndexer(expectedName, limits, cursor).read(input);
    } catch (JacksonException e) {
      throw JsonCursor.explain(e);
    }
  }

  private PackageIndex read(Utf8Input input) throws MalformedPackumentException {
    cursor.root();
    while (cursor.nextMember()) {
      member(cursor.name());
    }
    long end = cursor.start();
    cursor.nothingMore();
    if (!named) {
      throw new MalformedPackumentException(end, "no \"name\"", "a packument of " + name);
    }
    return builder.build(
        new DocumentLayout(input.count(), end, distTags, versions, time, tagsAreClean));
  }

  private void member(String key) throws MalformedPackumentException {
    switch (key) {
      case "name" -> name();
      case "dist-tags" -> distTags();
      case "versions" -> versions();
      case "time" -> time();
      case "modified" -> modified();
      default -> cursor.skip();
    }
  }

  private void name() throws MalformedPackumentException {
    once(seen, "name");
    var found = cursor.string();
    if (!found.equals(Optional.of(name.value()))) {
      throw cursor.malformed("name %s".formatted(found.orElse("is no string")), name.value());
    }
    named = true;
  }

  private void modified() throws MalformedPackumentException {
    once(seen, "modified");
    builder.topLevelModified(cursor.string().filter(PackumentIndexer::isShort));
  }

  private void distTags() throws MalformedPackumentException {
    once(seen, "dist-tags");
    boolean object = cursor.object();
    long start = cursor.valueStart();
    var tags = new LinkedHashMap<String, String>();
    tagsAreClean = object;
    while (object && cursor.nextMember()) {
      var tag = cursor.name();
      var version = cursor.string().filter(v -> v.length() <= MAX_VERSION_LENGTH);
      tagsAreClean &= version.isPresent();
      if (version.isPresent() && tags.put(tag, version.get()) != null) {
        throw cursor.malformed("a second \"%s\"".formatted(tag), "each dist-tag once");
      }
      if (tags.size() > limits.maxVersions()) {
        throw cursor.malformed("more dist-tags", "at most %d".formatted(limits.maxVersions()));
      }
    }
    distTags = new ByteRange(start, cursor.end());
    builder.distTags(tags);
  }

  private void versions() throws MalformedPackumentException {
    once(seen, "versions");
    if (!cursor.object()) {
      throw cursor.malformed("\"versions\" of another kind", "an object");
    }
    long start = cursor.valueStart();
    var seenVersions = new HashSet<String>();
    while (cursor.nextMember()) {
      once(seenVersions, cursor.name());
      if (seenVersions.size() > limits.maxVersions()) {
        throw cursor.malformed("more versions", "at most %d".formatted(limits.maxVersions()));
      }
      version(cursor.name(), cursor.start());
      if (builder.size() > MAX_INDEX) {
        throw cursor.malformed("facts of more than 64 MiB", "less");
      }
    }
    versions = new ByteRange(start, cursor.end());
  }

  private void version(String version, long start) throws MalformedPackumentException {
    if (!cursor.object()) {
      builder.hide();
      return;
    }
    var manifest = new ManifestParser(cursor).parse(ownName -> Optional.of(name));
    var content = manifest.content();
    if (content == null || !NpmPath.isVersion(name, version)) {
      builder.hide();
      return;
    }
    builder.version(version, new ByteRange(start, manifest.range().to()), content);
  }

  private void time() throws MalformedPackumentException {
    once(seen, "time");
    boolean object = cursor.object();
    long start = cursor.valueStart();
    var seenTimes = new HashSet<String>();
    while (object && cursor.nextMember()) {
      once(seenTimes, cursor.name());
      if (seenTimes.size() / TIMES_PER_VERSION > limits.maxVersions()) {
        throw cursor.malformed(
            "more times", "at most %d for a version".formatted(TIMES_PER_VERSION));
      }
      timeOf(cursor.name(), cursor.start());
    }
    time = new ByteRange(start, cursor.end());
  }

  private void timeOf(String key, long start) {
    var text = cursor.string().filter(PackumentIndexer::isShort);
    if (text.isPresent()) {
      builder.time(key, new IndexBuilder.FoundTime(new ByteRange(start, cursor.end()), text.get()));
    }
  }

  private static boolean isShort(String time) {
    return time.length() <= PublishTime.LONGEST;
  }

  private void once(Set<String> names, String key) throws MalformedPackumentException {
    if (!names.add(key)) {
      throw cursor.malformed("a second \"%s\"".formatted(key), "each member once");
    }
  }
}
