package dev.weir.npm;

import dev.weir.model.PackageName;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * Reads a part of the dependencies that a manifest has, in its order. What has no name that a
 * package can have, or no text for a range, is passed over.
 */
public final class ManifestDependencies {
  private final JsonCursor cursor;
  private final long from;
  private final int most;
  private final List<Dependency> found = new ArrayList<>();
  private long seen;

  private ManifestDependencies(JsonCursor cursor, long from, int most) {
    this.cursor = cursor;
    this.from = from;
    this.most = most;
  }

  /**
   * Dependencies number {@code from}, counted from 0, and those that follow. Never fails.
   *
   * @param manifest a JSON object
   * @param most how many, > 0
   */
  public static List<Dependency> of(byte[] manifest, long from, int most) {
    try (var cursor = new JsonCursor(new Utf8Input(new ByteArrayInputStream(manifest)))) {
      var reading = new ManifestDependencies(cursor, from, most);
      reading.read();
      return List.copyOf(reading.found);
    }
  }

  private void read() {
    try {
      cursor.root();
      while (!full() && cursor.nextMember()) {
        member();
      }
    } catch (JacksonException | MalformedPackumentException broken) {
      // It was read when it came, so this is a limit of the reader: what was found is good.
    }
  }

  private void member() {
    var kind = kind(cursor.name());
    if (kind.isEmpty()) {
      cursor.skip();
    } else if (cursor.object()) {
      while (!full() && cursor.nextMember()) {
        entry(kind.get());
      }
    }
  }

  private void entry(Dependency.Kind kind) {
    var name = PackageName.parse(cursor.name());
    var range = cursor.string();
    if (name.isPresent() && range.isPresent() && seen++ >= from) {
      found.add(new Dependency(name.get(), kind, JsonText.wellFormed(range.get())));
    }
  }

  private boolean full() {
    return found.size() >= most;
  }

  private static Optional<Dependency.Kind> kind(String member) {
    return Stream.of(Dependency.Kind.values())
        .filter(kind -> kind.member().equals(member))
        .findFirst();
  }
}
