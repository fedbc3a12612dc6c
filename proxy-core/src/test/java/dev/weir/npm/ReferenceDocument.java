package dev.weir.npm;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/**
 * A document as a whole tree, and whether it is one that may be taken in: what {@link
 * PackumentIndexer} is held against.
 *
 * <p>Numbers stay as they are written. Of a member given twice where that is allowed the tree has
 * the last, unless only an earlier one says something; {@code twice} has the path of each.
 */
final class ReferenceDocument {
  /** A number's own text: a tree would make 1.0 of 1.00 and nothing of 1e99999999999. */
  record Numeral(String text) {}

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNameLength(1024).build())
          .build();
  private static final String ITEM = "\0item";
  private static final Set<String> LOOKED_AT =
      Set.of("name", "dist-tags", "versions", "time", "modified");
  private static final Set<String> READ =
      Set.of(
          ("name version deprecated hasInstallScript scripts dependencies optionalDependencies"
                  + " peerDependencies dist")
              .split(" "));
  private static final Set<String> READ_IN_DIST =
      Set.of("tarball", "integrity", "shasum", "attestations");
  private static final int LONGEST_TAGGED = 255;

  private final Set<List<String>> twice = new LinkedHashSet<>();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final Map<String, Set<String>> dependencies = new LinkedHashMap<>();
  private boolean tagTwice;
  private final JsonNode tree;

  private ReferenceDocument(byte[] json) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      tree = node(parser, List.of());
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("more than one value");
      }
    }
  }

  /** Of anything that is JSON; for what we have written ourselves. */
  static JsonNode tree(byte[] json) {
    return new ReferenceDocument(json).tree;
  }

  /** Empty if a document of the package {@code name} may not be like that. */
  static Optional<ReferenceDocument> of(String name, byte[] json) {
    if (!isUtf8WithoutMark(json)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ReferenceDocument(json)).filter(d -> d.isPackumentOf(name));
    } catch (JacksonException | IllegalArgumentException notJson) {
      return Optional.empty();
    }
  }

  JsonNode tree() {
    return tree;
  }

  /** Strings of the length of a version only. */
  Map<String, String> tags() {
    return tags;
  }

  /** What an install of a version brings along. */
  Set<String> dependencies(String version) {
    return dependencies.getOrDefault(version, Set.of());
  }

  private boolean isPackumentOf(String name) {
    var own = tree.path("name");
    var versions = tree.path("versions");
    return tree.isObject()
        && own.isString()
        && own.stringValue().equals(name)
        && (versions.isMissingNode() || versions.isObject())
        && !tagTwice
        && twice.stream().noneMatch(ReferenceDocument::isLookedAt);
  }

  /** Where two readers could understand two things. */
  private static boolean isLookedAt(List<String> path) {
    return switch (path.size()) {
      case 1 -> LOOKED_AT.contains(path.get(0));
      case 2 -> path.get(0).equals("versions") || path.get(0).equals("time");
      case 3 -> path.get(0).equals("versions") && READ.contains(path.get(2));
      case 4 ->
          path.get(0).equals("versions")
              && path.get(2).equals("dist")
              && READ_IN_DIST.contains(path.get(3));
      case 5 ->
          path.get(0).equals("versions")
              && path.subList(2, 5).equals(List.of("dist", "attestations", "url"));
      default -> false;
    };
  }

  private JsonNode node(JsonParser parser, List<String> path) {
    var json = ReferenceRenderer.JSON.getNodeFactory();
    var token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return object(parser, path);
    } else if (token == JsonToken.START_ARRAY) {
      var array = json.arrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        array.add(node(parser, child(path, ITEM)));
      }
      return array;
    } else if (token == null) {
      throw new IllegalArgumentException("no value");
    }
    return switch (token) {
      case VALUE_STRING -> json.stringNode(parser.getString());
      case VALUE_TRUE -> json.booleanNode(true);
      case VALUE_FALSE -> json.booleanNode(false);
      case VALUE_NULL -> json.nullNode();
      default -> json.pojoNode(new Numeral(parser.getString()));
    };
  }

  private JsonNode object(JsonParser parser, List<String> path) {
    var object = ReferenceRenderer.JSON.createObjectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var key = parser.currentName();
      parser.nextToken();
      var value = node(parser, child(path, key));
      note(path, key, value);
      var earlier = object.get(key);
      if (earlier != null) {
        twice.add(child(path, key));
      }
      if (earlier == null || !isTruthy(earlier) || isTruthy(value)) {
        object.set(key, value);
      }
    }
    return object;
  }

  private void note(List<String> path, String key, JsonNode value) {
    if (path.equals(List.of("dist-tags"))) {
      if (value.isString() && value.stringValue().length() <= LONGEST_TAGGED) {
        tagTwice |= tags.put(key, value.stringValue()) != null;
      }
    } else if (path.size() == 3
        && path.get(0).equals("versions")
        && Set.of("dependencies", "optionalDependencies", "peerDependencies")
            .contains(path.get(2))) {
      dependencies.computeIfAbsent(path.get(1), version -> new LinkedHashSet<>()).add(key);
    }
  }

  static boolean isTruthy(JsonNode value) {
    return value.isString() && !value.stringValue().isEmpty()
        || value.isBoolean() && value.booleanValue();
  }

  private static List<String> child(List<String> path, String key) {
    var child = new ArrayList<>(path);
    child.add(key);
    return child;
  }

  private static boolean isUtf8WithoutMark(byte[] json) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
      return text.isEmpty() || text.charAt(0) != '\uFEFF';
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }
}
