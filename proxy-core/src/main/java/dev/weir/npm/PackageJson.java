package dev.weir.npm;

import dev.weir.model.PackageName;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** A tarball's own {@code package.json}: what a version says of itself once it is installed. */
final class PackageJson {
  /** Longest that is read, in bytes. */
  static final int MAX_SIZE = 1 << 20;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private Optional<String> name = Optional.empty();
  private Optional<String> version = Optional.empty();
  private boolean named;
  private boolean versioned;

  private PackageJson() {}

  /**
   * Refuses one that is of another package or version than its publisher said. npm packs a version
   * as it stands, such as {@code v1.0.0+build}, and publishes it as {@code 1.0.0}.
   */
  static void check(byte[] json, PackageName name, String version) throws PublishRefusedException {
    var found = read(json);
    expect("name", found.name, name.value());
    var clean = found.version.flatMap(SemVer::clean).map(SemVer::toString);
    if (clean.filter(version::equals).isEmpty()) {
      expect("version", found.version, version);
    }
  }

  private static PackageJson read(byte[] json) throws PublishRefusedException {
    var input = new Utf8Input(new ByteArrayInputStream(withoutMark(json)));
    try (var cursor = new JsonCursor(input)) {
      var found = new PackageJson();
      cursor.root();
      while (cursor.nextMember()) {
        found.member(cursor);
      }
      cursor.nothingMore();
      return found;
    } catch (MalformedPackumentException malformed) {
      throw refused(String.valueOf(malformed.getMessage()));
    } catch (JacksonException malformed) {
      throw refused(String.valueOf(JsonCursor.explainInMemory(malformed).getMessage()));
    }
  }

  private void member(JsonCursor cursor) throws PublishRefusedException {
    switch (cursor.name()) {
      case "name" -> {
        once("name", named);
        named = true;
        name = cursor.string();
      }
      case "version" -> {
        once("version", versioned);
        versioned = true;
        version = cursor.string();
      }
      default -> cursor.skip();
    }
  }

  /** Some editors begin a file with it, and npm takes it away. */
  private static byte[] withoutMark(byte[] json) {
    int length = BYTE_ORDER_MARK.length;
    boolean marked =
        json.length >= length && Arrays.equals(json, 0, length, BYTE_ORDER_MARK, 0, length);
    return marked ? Arrays.copyOfRange(json, length, json.length) : json;
  }

  private static void once(String member, boolean seen) throws PublishRefusedException {
    if (seen) {
      throw refused("a second \"%s\" (expected: each member once)".formatted(member));
    }
  }

  private static void expect(String member, Optional<String> found, String expected)
      throws PublishRefusedException {
    if (found.isEmpty()) {
      throw refused("no \"%s\", or no string (expected: %s)".formatted(member, expected));
    } else if (!found.get().equals(expected)) {
      throw PublishRefusedException.of(
          "tarball's package.json: " + member, found.get(), expected + ", as published");
    }
  }

  private static PublishRefusedException refused(String problem) {
    return new PublishRefusedException("tarball's package.json: " + problem);
  }
}
