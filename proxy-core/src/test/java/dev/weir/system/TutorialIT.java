package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.CommandResult;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.Sandbox;
import dev.weir.testing.clients.AwsCli;
import dev.weir.testing.clients.Client;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tutorial that people follow for CodeArtifact, as it is written, with Debian's own AWS CLI;
 * only {@code --endpoint-url} is added, since that version reads no variable for it.
 */
@LeaksCheckedAfterAll
class TutorialIT {
  private static final String SET_UP =
      """
      aws codeartifact create-domain --domain my-domain
      aws codeartifact create-repository --domain my-domain --domain-owner 326213389784 --repository my-repo
      aws codeartifact create-repository --domain my-domain --domain-owner 326213389784 --repository npm-store
      aws codeartifact associate-external-connection --domain my-domain --domain-owner 326213389784 --repository npm-store --external-connection "public:npmjs"
      aws codeartifact update-repository --repository my-repo --domain my-domain --domain-owner 326213389784 --upstreams repositoryName=npm-store
      aws codeartifact login --tool npm --repository my-repo --domain my-domain --domain-owner 326213389784
      npm install --save-dev lodash
      """;

  private static final String LIST =
      "aws codeartifact list-packages --domain my-domain --repository my-repo";

  private static final String CLEAN_UP =
      """
      aws codeartifact delete-repository --domain my-domain --domain-owner 326213389784 --repository my-repo
      aws codeartifact delete-repository --domain my-domain --domain-owner 326213389784 --repository npm-store
      aws codeartifact delete-domain --domain my-domain --domain-owner 326213389784
      """;

  private static AwsCli aws;

  @TempDir Path data;

  @BeforeAll
  static void findTheCli() {
    aws = AwsCli.debian();
  }

  @Test
  void theTutorialWorksAsWritten() throws IOException {
    try (var origin = lodash();
        var weir =
            WeirProcess.serve(
                "--data",
                data.toString(),
                "--port",
                "0",
                "--set",
                "external-connections.\"public:npmjs\".url=" + origin.url());
        var sandbox = Sandbox.create("tutorial")) {
      var registry = weir.registry();
      follow(sandbox, registry.substring(0, registry.indexOf("/npm/")), origin);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NPM_11", "NPM_12"})
  void theTutorialWorksWithTheNewestNpms(Client npm) throws IOException {
    try (var origin = lodash();
        var weir = WeirUnderTest.of(origin);
        var sandbox = Sandbox.create("tutorial")) {
      var bin = sandbox.root().resolve("bin");
      npm.install(bin, "npm");

      follow(sandbox, weir.url(), origin, bin);
    }
  }

  private static FixtureRegistry lodash() {
    return FixtureRegistry.start().add(FixturePackage.of("lodash").versions("4.17.20", "4.17.21"));
  }

  private static void follow(Sandbox sandbox, String endpoint, FixtureRegistry origin, Path... bin)
      throws IOException {
    var shell = new Shell(sandbox, endpoint, List.of(bin));
    sandbox.dependsOn(Map.of());
    var said = SET_UP.lines().map(shell::done).toList();

    // At once: nobody waits for anything here.
    var listed = shell.done(LIST).output();
    assertThat(json(listed).at("/packages"))
        .as(listed)
        .singleElement()
        .satisfies(
            lodash -> {
              assertThat(lodash.at("/format").asString()).isEqualTo("npm");
              assertThat(lodash.at("/package").asString()).isEqualTo("lodash");
              assertThat(lodash.has("namespace")).isFalse();
            });

    assertThat(json(said.get(0).output()).at("/domain/name").asString()).isEqualTo("my-domain");
    assertThat(json(said.get(4).output()).at("/repository/upstreams/0/repositoryName").asString())
        .isEqualTo("npm-store");
    assertThat(said.get(5).output())
        .contains("Successfully configured npm to use AWS CodeArtifact repository")
        .contains("Login expires in 12 hours");
    assertInstalled(sandbox, endpoint, origin);

    CLEAN_UP.lines().forEach(shell::done);
    var gone = shell.run("aws codeartifact describe-domain --domain my-domain");
    assertThat(gone.exitCode()).isEqualTo(254);
    assertThat(gone.output())
        .contains(
            "An error occurred (ResourceNotFoundException) when calling the DescribeDomain"
                + " operation: ");
  }

  private static void assertInstalled(Sandbox sandbox, String endpoint, FixtureRegistry origin)
      throws IOException {
    assertThat(sandbox.installed()).containsExactly(Map.entry("lodash", "4.17.21"));
    var project = json(Files.readString(sandbox.project().resolve("package.json")));
    assertThat(project.at("/devDependencies/lodash").asString()).isEqualTo("^4.17.21");
    var base = endpoint.replaceAll("/$", "") + "/npm/my-domain/my-repo/";
    assertThat(Files.readString(sandbox.home().resolve(".npmrc")))
        .contains("registry=" + base)
        .contains(base.substring("http:".length()) + ":_authToken=");
    assertThat(Files.readString(sandbox.project().resolve("package-lock.json")))
        .contains("\"resolved\": \"" + base + "lodash/-/lodash-4.17.21.tgz\"");
    assertThat(origin.tarballRequests()).isEqualTo(1);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /**
   * Where the lines are typed.
   *
   * @param bin folders before all others of the PATH
   */
  private record Shell(Sandbox sandbox, String endpoint, List<Path> bin) {
    /** Runs a line, which must succeed. */
    CommandResult done(String line) {
      var result = run(line);
      assertThat(result.succeeded()).as("%s%n%s", line, result.output()).isTrue();
      return result;
    }

    CommandResult run(String line) {
      var words = Stream.of(line.split(" ", -1)).map(word -> word.replace("\"", "")).toList();
      var folders = bin.toArray(Path[]::new);
      if (words.get(0).equals("aws")) {
        var arguments = new ArrayList<>(words.subList(1, words.size()));
        arguments.addAll(List.of("--endpoint-url", endpoint));
        return aws.run(sandbox, arguments, folders);
      }
      // A process finds its program by the PATH of its parent.
      var command = new ArrayList<>(List.of("/usr/bin/env"));
      command.addAll(words);
      return sandbox.run(command, AwsCli.environment(folders), Duration.ofMinutes(2));
    }
  }
}
