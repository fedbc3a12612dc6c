package dev.weir.npm;

import java.util.HashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Answers to audits: {@code {"<package>":[{"id":…,"severity":…}]}}. */
public final class Advisories {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Advisories() {}

  /** All advisories of all answers, each of which is a JSON object; one that several have, once. */
  public static byte[] merge(List<byte[]> answers) {
    var all = JSON.createObjectNode();
    for (var answer : answers) {
      for (var entry : JSON.readTree(answer).properties()) {
        append(all.withArrayProperty(entry.getKey()), entry.getValue());
      }
    }
    return JSON.writeValueAsBytes(all);
  }

  private static void append(ArrayNode list, JsonNode advisories) {
    var known = new HashSet<JsonNode>();
    list.forEach(known::add);
    for (var advisory : advisories) {
      if (known.add(advisory)) {
        list.add(advisory);
      }
    }
  }
}
