package dev.weir.control;

import dev.weir.npm.Shown;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Members of bodies that say which versions are to be changed, and how; checked as taken. */
final class BodyFields {
  /** The longest {@code PackageVersionList}. */
  private static final int MAX_VERSIONS = 100;

  private static final String VERSIONS = "versions";
  private static final String REVISIONS = "versionRevisions";

  private final JsonNode body;

  BodyFields(JsonNode body) {
    this.body = body;
  }

  /** {@code versions}, which must be there: 1 to 100, each once. */
  List<String> requiredVersions() {
    return versions().orElseThrow(() -> ControlException.missing(VERSIONS));
  }

  /** {@code versions}: 1 to 100, each once. */
  Optional<List<String>> versions() {
    return Fields.member(body, VERSIONS, JsonNode::isArray, "a list").map(BodyFields::versions);
  }

  private static List<String> versions(JsonNode list) {
    checkCount(VERSIONS, list.size());
    var versions = new LinkedHashMap<String, String>();
    for (int i = 0; i < list.size(); i++) {
      var field = "%s[%d]".formatted(VERSIONS, i);
      var version = Fields.text(field, list.get(i), Constraint.PACKAGE_VERSION);
      if (versions.put(version, field) != null) {
        throw ControlException.field(field, version, "each version once");
      }
    }
    return List.copyOf(versions.keySet());
  }

  /** {@code versionRevisions}, 1 to 100: version to revision. */
  Optional<Map<String, String>> revisions() {
    return Fields.member(body, REVISIONS, JsonNode::isObject, "an object")
        .map(BodyFields::revisions);
  }

  private static Map<String, String> revisions(JsonNode object) {
    checkCount(REVISIONS, object.size());
    var revisions = new LinkedHashMap<String, String>();
    for (var entry : object.properties()) {
      var version = Constraint.PACKAGE_VERSION.check(REVISIONS, entry.getKey());
      revisions.put(
          version,
          Fields.text(
              REVISIONS + "." + Shown.of(version),
              entry.getValue(),
              Constraint.PACKAGE_VERSION_REVISION));
    }
    return revisions;
  }

  /** {@code versionRevisions} of versions that are all in {@code versions}. */
  Map<String, String> revisionsOf(List<String> versions) {
    var revisions = revisions().orElse(Map.of());
    for (var version : revisions.keySet()) {
      if (!versions.contains(version)) {
        throw ControlException.field(REVISIONS, version, "a version that is in versions too");
      }
    }
    return revisions;
  }

  /** {@code versionRevisions}, if given of just the versions in {@code versions}. */
  Map<String, String> revisionsOfAll(List<String> versions) {
    var revisions = revisionsOf(versions);
    var without = new HashSet<>(versions);
    without.removeAll(revisions.keySet());
    if (!revisions.isEmpty() && !without.isEmpty()) {
      throw ControlException.field(
          VERSIONS, without.iterator().next(), "a version that is in versionRevisions too");
    }
    return revisions;
  }

  private static void checkCount(String name, int count) {
    if (count < 1 || count > MAX_VERSIONS) {
      throw ControlException.field(
          name, count + " elements", "1 to %d elements".formatted(MAX_VERSIONS));
    }
  }

  /** A text that is one of {@code values}. */
  Optional<String> oneOf(String name, List<String> values) {
    return Fields.member(body, name, JsonNode::isString, "a string")
        .map(node -> Fields.oneOf(name, node.stringValue(), values));
  }

  /** A text that must be there and is one of {@code values}. */
  String requiredOneOf(String name, List<String> values) {
    return oneOf(name, values).orElseThrow(() -> ControlException.missing(name));
  }

  /** True or false; false if it is absent. */
  boolean flag(String name) {
    return Fields.member(body, name, JsonNode::isBoolean, "true or false")
        .map(JsonNode::booleanValue)
        .orElse(false);
  }

  /** The members of an object that must be there, by themselves. */
  BodyFields requiredObject(String name) {
    return Fields.member(body, name, JsonNode::isObject, "an object")
        .map(BodyFields::new)
        .orElseThrow(() -> ControlException.missing(name));
  }
}
