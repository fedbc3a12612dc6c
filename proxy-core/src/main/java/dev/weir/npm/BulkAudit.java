package dev.weir.npm;

import dev.weir.model.PackageName;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * A question for advisories, as npm, pnpm, Yarn and Bun post it: {@code
 * {"semver":["7.8.6"],"@types/estree":["1.0.10"]}}.
 *
 * <p>What cannot be a package's name is left out: no registry knows anything of it, and one odd
 * name in a lockfile is no reason to leave the others unaudited.
 *
 * @param versions in the order that they came
 */
public record BulkAudit(Map<PackageName, List<String>> versions) {
  private static final int LONGEST_TEXT = 1024;

  /** Without the table of names, which would remember every name that anybody ever sent. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST_TEXT)
                  .maxNameLength(LONGEST_TEXT)
                  .build())
          .build();

  /**
   * Reads what a client posted.
   *
   * @throws IllegalArgumentException for anything else, saying what was expected
   */
  public static BulkAudit parse(byte[] json) {
    try (var parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      expect(parser.nextToken() == JsonToken.START_OBJECT);
      Map<PackageName, List<String>> versions = new LinkedHashMap<>();
      for (var text = parser.nextName(); text != null; text = parser.nextName()) {
        var list = list(parser);
        PackageName.parse(text)
            .ifPresent(name -> versions.computeIfAbsent(name, n -> new ArrayList<>()).addAll(list));
      }
      expect(parser.nextToken() == null);
      return new BulkAudit(versions);
    } catch (JacksonException notJson) {
      throw malformed();
    }
  }

  private static List<String> list(JsonParser parser) {
    expect(parser.nextToken() == JsonToken.START_ARRAY);
    var list = new ArrayList<String>(1);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken() == JsonToken.VALUE_STRING);
      list.add(parser.getString());
    }
    return list;
  }

  private static void expect(boolean holds) {
    if (!holds) {
      throw malformed();
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "audit: no list of versions per package (expected: {\"<package>\":[\"<version>\"]})");
  }

  public Set<PackageName> names() {
    return versions.keySet();
  }

  public boolean isEmpty() {
    return versions.isEmpty();
  }

  /** The question about just these packages. */
  public BulkAudit only(Predicate<PackageName> which) {
    var some = new LinkedHashMap<PackageName, List<String>>();
    versions.forEach(
        (name, list) -> {
          if (which.test(name)) {
            some.put(name, list);
          }
        });
    return new BulkAudit(some);
  }

  /** As it is posted. */
  public byte[] encode() {
    var out = new ByteArrayOutputStream(64 * versions.size() + 2);
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      versions.forEach(
          (name, list) -> {
            json.writeName(name.value());
            json.writeStartArray();
            list.forEach(json::writeString);
            json.writeEndArray();
          });
      json.writeEndObject();
    }
    return out.toByteArray();
  }
}
