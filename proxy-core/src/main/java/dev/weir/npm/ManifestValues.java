package dev.weir.npm;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A few members of a manifest as trees. What is longer than anything honest is passed over, so that
 * no manifest can make a large one.
 */
final class ManifestValues {
  /** Longest value that is read, in bytes. */
  private static final int LONGEST = 64 << 10;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, JsonNode> values = new HashMap<>();

  private ManifestValues() {}

  /** Of two members of one name the last counts, as JavaScript has it. */
  static ManifestValues of(byte[] manifest, Set<String> names) {
    var found = new ManifestValues();
    try (var cursor = new JsonCursor(new Utf8Input(new ByteArrayInputStream(manifest)))) {
      cursor.root();
      boolean more = cursor.nextMember();
      while (more) {
        var name = cursor.name();
        cursor.over();
        long from = cursor.valueStart();
        more = cursor.nextMember();
        if (names.contains(name)) {
          found.put(name, manifest, (int) from, (int) cursor.start());
        }
      }
    } catch (JacksonException | MalformedPackumentException broken) {
      // It was read when it came, so this is a limit of the reader: what was found is good.
    }
    return found;
  }

  /** The member, or a missing node. */
  JsonNode get(String name) {
    var value = values.get(name);
    return value == null ? JSON.missingNode() : value;
  }

  private void put(String name, byte[] manifest, int from, int nextFrom) {
    int to = nextFrom;
    while (to > from && isBetween(manifest[to - 1])) {
      to--;
    }
    values.remove(name);
    if (to - from > LONGEST) {
      return;
    }
    try {
      values.put(name, JSON.readTree(manifest, from, to - from));
    } catch (JacksonException odd) {
      // A number of a thousand digits, for example.
    }
  }

  private static boolean isBetween(byte b) {
    return b == ',' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
