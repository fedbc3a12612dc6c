package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Any bytes as a manifest: never a failure, and what a tree of the same JSON says. */
class ManifestReadingFuzzTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Map<String, Dependency.Kind> KINDS =
      Map.of(
          "dependencies", Dependency.Kind.REGULAR,
          "devDependencies", Dependency.Kind.DEV,
          "peerDependencies", Dependency.Kind.PEER,
          "optionalDependencies", Dependency.Kind.OPTIONAL);

  @FuzzTest(maxDuration = "")
  void isReadAsATreeWouldBe(byte[] json) {
    var description = ManifestDescription.of(json);
    var dependencies = ManifestDependencies.of(json, 0, Integer.MAX_VALUE);
    assertThat(pages(json)).isEqualTo(dependencies);

    var tree = tree(json);
    if (tree.isPresent()) {
      assertThat(description.summary()).isEqualTo(text(tree.get().path("description")));
      assertThat(dependencies.stream().filter(d -> !agrees(tree.get(), d))).isEmpty();
    }
  }

  private static List<Dependency> pages(byte[] json) {
    var all = new ArrayList<Dependency>();
    List<Dependency> page;
    do {
      page = ManifestDependencies.of(json, all.size(), 3);
      all.addAll(page);
    } while (page.size() == 3);
    return all;
  }

  private static boolean agrees(JsonNode tree, Dependency dependency) {
    return KINDS.entrySet().stream()
        .filter(kind -> kind.getValue() == dependency.kind())
        .map(kind -> tree.path(kind.getKey()).path(dependency.name().value()))
        .anyMatch(JsonNode::isString);
  }

  /** Empty too for what has two members of one name, of which readers keep one or the other. */
  private static Optional<JsonNode> tree(byte[] json) {
    try {
      var strict =
          JSON.rebuild()
              .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build();
      return Optional.of(strict.readTree(json)).filter(JsonNode::isObject);
    } catch (JacksonException broken) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode node) {
    return node.isString() && !node.asString().isBlank()
        ? Optional.of(JsonText.wellFormed(node.asString()))
        : Optional.empty();
  }
}
