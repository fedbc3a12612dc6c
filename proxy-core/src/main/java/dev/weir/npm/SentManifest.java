package dev.weir.npm;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version's manifest as a client sent it, in a publish or in an update of metadata. It is a JSON
 * object in which no member is given twice; nothing else of it is checked. Immutable.
 */
public final class SentManifest {
  private static final String NO_STRING = "";

  private final JsonPart json;
  private final Map<String, String> texts;
  private final @Nullable JsonPart readme;

  private SentManifest(JsonPart json, Map<String, String> texts, @Nullable JsonPart readme) {
    this.json = json;
    this.texts = Map.copyOf(texts);
    this.readme = readme;
  }

  /**
   * Reads the object that a strict cursor is on.
   *
   * @param document what the cursor reads
   */
  static SentManifest read(JsonCursor cursor, byte[] document) {
    long from = cursor.valueStart();
    var texts = new HashMap<String, String>();
    JsonPart readme = null;
    while (cursor.nextMember()) {
      var member = cursor.name();
      switch (member) {
        case "name", "version", "_id" -> cursor.string().ifPresent(text -> texts.put(member, text));
        case "deprecated" -> cursor.stringOrTrue().ifPresent(text -> texts.put(member, text));
        case "dist" -> dist(cursor, texts);
        case "readme" -> readme = part(cursor, document);
        default -> cursor.skip();
      }
    }
    return new SentManifest(new JsonPart(document, (int) from, (int) cursor.end()), texts, readme);
  }

  /** The member's value, which the cursor passes over. */
  static JsonPart part(JsonCursor cursor, byte[] document) {
    cursor.over();
    int from = (int) cursor.valueStart();
    // The cursor would read a string to know its end, and not a long one.
    int to = document[from] == '"' ? JsonPart.stringEnd(document, from) : (int) cursor.end();
    return new JsonPart(document, from, to);
  }

  /** As it came, to the byte. A fresh copy. */
  public byte[] json() {
    return json.bytes();
  }

  /** The member {@code name}, if it is a string. */
  public Optional<String> name() {
    return text("name");
  }

  /** The member {@code version}, if it is a string. */
  public Optional<String> version() {
    return text("version");
  }

  /** The member {@code _id}, if it is a string. */
  public Optional<String> id() {
    return text("_id");
  }

  /** Why it is deprecated; empty if it is not, as with an empty text. */
  public Optional<String> deprecated() {
    return text("deprecated").filter(message -> !message.isEmpty());
  }

  /** The member {@code readme}, if it is a string of no more than a MiB. */
  public Optional<String> readme() {
    return Optional.ofNullable(readme).flatMap(JsonPart::string);
  }

  /** {@code dist.integrity} as it stands; something that is none if it is no string. */
  Optional<String> integrity() {
    return text("integrity");
  }

  /** {@code dist.shasum}, likewise. */
  Optional<String> shasum() {
    return text("shasum");
  }

  private Optional<String> text(String member) {
    return Optional.ofNullable(texts.get(member));
  }

  private static void dist(JsonCursor cursor, Map<String, String> texts) {
    if (!cursor.object()) {
      return;
    }
    while (cursor.nextMember()) {
      var member = cursor.name();
      if (member.equals("integrity") || member.equals("shasum")) {
        texts.put(member, cursor.string().orElse(NO_STRING));
      } else {
        cursor.skip();
      }
    }
  }
}
