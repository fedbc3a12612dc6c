package dev.weir.npm;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/** The members of a JSON object in memory, each with its place. */
final class JsonMembers {
  /**
   * A member's place in the object's bytes.
   *
   * @param from its name's opening quote
   * @param value its value's first byte
   * @param to after its value's last
   */
  record Member(String name, int from, int value, int to) {}

  private JsonMembers() {}

  static List<Member> of(byte[] json) throws MalformedPackumentException {
    try (var cursor = new JsonCursor(new Utf8Input(new ByteArrayInputStream(json)))) {
      var members = new ArrayList<Member>();
      cursor.root();
      while (cursor.nextMember()) {
        var name = cursor.name();
        long from = cursor.start();
        cursor.over();
        int value = (int) cursor.valueStart();
        // The cursor would read a string to know its end, and not a long one.
        int to = json[value] == '"' ? JsonPart.stringEnd(json, value) : (int) cursor.end();
        members.add(new Member(name, (int) from, value, to));
      }
      cursor.nothingMore();
      return members;
    } catch (JacksonException malformed) {
      throw JsonCursor.explainInMemory(malformed);
    }
  }
}
