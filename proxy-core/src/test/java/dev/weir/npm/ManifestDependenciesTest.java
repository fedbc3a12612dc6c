package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.PackageName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestDependenciesTest {
  private static final String ALL =
      """
      {"name":"x","dependencies":{"a":"^1.0.0","@s/b":"*"},"scripts":{"a":"b"},
       "devDependencies":{"c":"~2"},"peerDependencies":{"d":">=3"},
       "optionalDependencies":{"e":""},"bundleDependencies":["a"]}""";

  @Test
  void allFourKindsAreThereInTheManifestsOrder() {
    assertThat(of(ALL, 0, 100))
        .containsExactly(
            dependency("a", Dependency.Kind.REGULAR, "^1.0.0"),
            dependency("@s/b", Dependency.Kind.REGULAR, "*"),
            dependency("c", Dependency.Kind.DEV, "~2"),
            dependency("d", Dependency.Kind.PEER, ">=3"),
            dependency("e", Dependency.Kind.OPTIONAL, ""));
  }

  @Test
  void partsOfAnySizeMakeUpTheWhole() {
    for (int size = 1; size <= 6; size++) {
      var whole = new ArrayList<Dependency>();
      List<Dependency> part;
      do {
        part = of(ALL, whole.size(), size);
        whole.addAll(part);
      } while (part.size() == size);

      assertThat(whole).as("parts of %d", size).isEqualTo(of(ALL, 0, 100));
    }
  }

  @Test
  void whatIsOddIsPassedOver() {
    assertThat(
            of(
                """
                {"dependencies":["a"],"devDependencies":null,"peerDependencies":"b",
                 "optionalDependencies":{"c":7,"d":{"e":"1"},"../f":"1","":"1","g":"1"}}""",
                0,
                100))
        .containsExactly(dependency("g", Dependency.Kind.OPTIONAL, "1"));
    assertThat(of("nonsense", 0, 100)).isEmpty();
    assertThat(of("{\"dependencies\":{\"a\":\"1\",", 0, 100)).hasSize(1);
  }

  private static Dependency dependency(String name, Dependency.Kind kind, String range) {
    return new Dependency(new PackageName(name), kind, range);
  }

  private static List<Dependency> of(String json, long from, int most) {
    return ManifestDependencies.of(json.getBytes(StandardCharsets.UTF_8), from, most);
  }
}
