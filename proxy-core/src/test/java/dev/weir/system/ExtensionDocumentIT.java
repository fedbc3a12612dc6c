package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.PublishedVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples in {@code docs/extension-api.md} have just the members that answers have. */
@LeaksCheckedAfterAll
class ExtensionDocumentIT {
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @Test
  void examplesHaveTheMembersOfAnswers() throws IOException {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      var extension = new Extension(weir);
      weir.bytes("pkg/-/pkg-1.0.0.tgz");
      var whoHas = extension.json("who-has?package=pkg&range=*");
      removeUpstream(origin, weir, clock, extension);
      weir.restart("offline=true");
      var examples = examples();

      assertThat(examples).hasSize(9);
      assertThat(members(examples.get(0))).isEqualTo(members(extension.json("status")));
      assertThat(members(examples.get(1))).isEqualTo(members(extension.json("tree")));
      assertThat(members(examples.get(2))).isEqualTo(members(extension.json("removed")));
      assertThat(members(examples.get(3))).isEqualTo(members(extension.json("cache")));
      assertThat(members(examples.get(5))).isEqualTo(members(extension.purge("pkg")));
      assertThat(members(examples.get(4))).containsExactly("/package", "/version");
      assertThat(members(examples.get(6))).isEqualTo(members(whoHas));
      var run = members(extension.json("verify"));
      assertThat(members(examples.get(7)))
          .containsAll(run)
          .allMatch(member -> run.contains(member) || member.startsWith("/damaged/"));
      assertThat(members(examples.get(8))).isEqualTo(members(published(weir)));
    }
  }

  private static void removeUpstream(
      FixtureRegistry origin, WeirUnderTest weir, ManualClock clock, Extension extension) {
    origin.add(FixturePackage.of("gone").versions("1.0.0", "1.1.0"));
    weir.bytes("gone/-/gone-1.1.0.tgz");
    origin.unpublish("gone", "1.1.0");
    clock.advance(Duration.ofHours(1));
    await()
        .until(
            () -> {
              clock.advance(Duration.ofSeconds(2));
              weir.get("gone");
              return extension.json("removed").path("removed").size() > 0;
            });
  }

  private static JsonNode published(WeirUnderTest weir) {
    var uri = URI.create(weir.url() + "weir/v1/publish?repository=local/dev");
    var tarball = PublishedVersion.of("@lab/pkg", "1.0.0").tarball();
    return JsonMapper.shared().readTree(Asked.post(weir, uri, tarball).body());
  }

  private static List<JsonNode> examples() throws IOException {
    var here = Path.of("").toAbsolutePath();
    var root = Files.exists(here.resolve("docs")) ? here : here.resolve("..").normalize();
    return EXAMPLE
        .matcher(Files.readString(root.resolve("docs/extension-api.md")))
        .results()
        .map(example -> JsonMapper.shared().readTree(example.group(1)))
        .toList();
  }

  /** The paths of all members; elements of a list have none of their own. */
  private static Set<String> members(JsonNode json) {
    Set<String> members = new TreeSet<>();
    collect("", json, members);
    return members;
  }

  private static void collect(String path, JsonNode json, Set<String> members) {
    json.properties()
        .forEach(
            member -> {
              members.add(path + "/" + member.getKey());
              collect(path + "/" + member.getKey(), member.getValue(), members);
            });
    if (json.isArray()) {
      json.forEach(element -> collect(path, element, members));
    }
  }
}
