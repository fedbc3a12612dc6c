package dev.weir.cli.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.FakeDaemon;
import dev.weir.cli.Weir;
import dev.weir.cli.Weir.Outcome;
import dev.weir.cli.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code weir login} and {@code weir logout}, by the files of a home of their own. */
class LoginTest {
  private static final String URL = "http://127.0.0.1:9347/npm/d1/r1/";

  private final FakeDaemon daemon = FakeDaemon.start();

  @TempDir Path folder;

  private Path home;
  private Path project;
  private Weir weir;

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectories(folder.resolve("home"));
    project = Files.createDirectories(folder.resolve("project"));
    weir = Weir.of(daemon).home(home).in(project);
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  @Test
  void npmGetsRegistryTokenAndLockfilesWithoutAddresses() throws IOException {
    var run = login("npm");

    assertThat(run.err()).isEmpty();
    assertThat(read(".npmrc"))
        .isEqualTo(
            """
            registry=http://127.0.0.1:9347/npm/d1/r1/
            //127.0.0.1:9347/npm/d1/r1/:_authToken=TOKEN-1
            omit-lockfile-registry-resolved=true
            """);
    assertThat(daemon.asked())
        .extracting(FakeDaemon.Asked::target)
        .containsExactly(
            "/v1/authorization-token?domain=d1",
            "/v1/repository/endpoint?domain=d1&repository=r1&format=npm");
  }

  @Test
  void whatWasChangedIsToldWithFileAndLineAndWithoutTheToken() throws IOException {
    write(".npmrc", "a=b\nregistry=https://registry.example/\n");

    var run = login("npm");

    assertThat(run.out())
        .isEqualTo(
            """
            npm uses http://127.0.0.1:9347/npm/d1/r1/ now:
              set %1$s:2  registry=http://127.0.0.1:9347/npm/d1/r1/  (was: registry=https://registry.example/)
              set %1$s:3  //127.0.0.1:9347/npm/d1/r1/:_authToken=…
              set %1$s:4  omit-lockfile-registry-resolved=true
            The token expires in 12 h 0 min, at 2026-11-28 14:00.
            weir logout --tool npm takes this back.
            """
                .formatted(home.resolve(".npmrc")));
  }

  @Test
  void scopeLeavesAllOtherPackagesWhereTheyAre() throws IOException {
    write(".npmrc", "registry=https://registry.example/\nomit-lockfile-registry-resolved=false\n");

    login(
        "npm", "--namespace", "my", "--domain-owner", "326213389784", "--duration-seconds", "900");

    assertThat(read(".npmrc"))
        .isEqualTo(
            """
            registry=https://registry.example/
            omit-lockfile-registry-resolved=false
            @my:registry=http://127.0.0.1:9347/npm/d1/r1/
            //127.0.0.1:9347/npm/d1/r1/:_authToken=TOKEN-1
            """);
    assertThat(daemon.asked().get(0).target())
        .isEqualTo("/v1/authorization-token?domain=d1&domain-owner=326213389784&duration=900");
  }

  @Test
  void pnpmIsToldWhatTheRegistryCan() throws IOException {
    login("pnpm");

    assertThat(read(".npmrc")).contains("registry=" + URL).contains("_authToken=TOKEN-1");
    assertThat(read(".config/pnpm/config.yaml"))
        .isEqualTo(
            """
            registries:
              "http://127.0.0.1:9347/npm/d1/r1/":
                supportsTimeField: true
            """);
  }

  @Test
  void yarn4HasAFileOfItsOwn() throws IOException {
    Files.writeString(project.resolve("package.json"), "{\"packageManager\": \"yarn@4.18.1\"}");
    write(".yarnrc.yml", "unsafeHttpWhitelist: [localhost]\n");

    login("yarn");

    assertThat(read(".yarnrc.yml"))
        .isEqualTo(
            """
            unsafeHttpWhitelist: [localhost, "127.0.0.1"]
            npmRegistryServer: "http://127.0.0.1:9347/npm/d1/r1/"
            npmRegistries:
              "http://127.0.0.1:9347/npm/d1/r1/":
                npmAuthToken: "TOKEN-1"
                npmAlwaysAuth: true
            """);
  }

  @Test
  void yarn4TakesAScopeToo() throws IOException {
    Files.writeString(project.resolve("yarn.lock"), "__metadata:\n  version: 8\n");

    login("yarn", "--namespace", "@my");

    assertThat(read(".yarnrc.yml"))
        .isEqualTo(
            """
            npmScopes:
              "my":
                npmRegistryServer: "http://127.0.0.1:9347/npm/d1/r1/"
                npmAuthToken: "TOKEN-1"
                npmAlwaysAuth: true
            unsafeHttpWhitelist:
              - "127.0.0.1"
            """);
  }

  @Test
  void yarn1ReadsTheFileOfNpm() throws IOException {
    Files.writeString(project.resolve("yarn.lock"), "# yarn lockfile v1\n");

    login("yarn");

    assertThat(read(".npmrc"))
        .isEqualTo(
            """
            registry=http://127.0.0.1:9347/npm/d1/r1/
            //127.0.0.1:9347/npm/d1/r1/:_authToken=TOKEN-1
            //127.0.0.1:9347/npm/d1/r1/:always-auth=true
            """);
    assertThat(home.resolve(".yarnrc.yml")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.22.22", "4.18.1"})
  void yarnOnThePathSaysWhichItIs(String version) throws IOException {
    var yarn = folder.resolve("yarn");
    Files.writeString(yarn, "#!/bin/sh\necho " + version + "\n");
    Files.setPosixFilePermissions(yarn, PosixFilePermissions.fromString("rwxr-xr-x"));
    weir.with("PATH", "/none:" + folder);

    login("yarn");

    var file = version.startsWith("1") ? ".npmrc" : ".yarnrc.yml";
    assertThat(read(file)).contains("TOKEN-1");
  }

  @Test
  void yarnThatNothingShowsIsAskedFor() {
    var run = login("yarn");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("weir: which Yarn is it?");
  }

  @ParameterizedTest
  @EnumSource(
      value = Tool.class,
      names = {"NPM", "PNPM", "BUN"})
  void logoutGivesBackEveryByte(Tool tool) throws IOException {
    var bytes = "a=\u00e9\r\nregistry=x\n\n; no end".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(home.resolve(".npmrc"), bytes);
    chmod(".npmrc", "rw-r--r--");

    login(tool.word());
    var during = mode(".npmrc");
    logout(tool.word());

    assertThat(during).isEqualTo("rw-------");
    assertThat(Files.readAllBytes(home.resolve(".npmrc"))).isEqualTo(bytes);
    assertThat(mode(".npmrc")).isEqualTo("rw-r--r--");
    assertThat(home.resolve(".config/pnpm/config.yaml")).doesNotExist();
  }

  @Test
  void fileThatWasNotThereIsGoneAgain() {
    login("npm");
    logout("npm");

    assertThat(home.resolve(".npmrc")).doesNotExist();
  }

  @Test
  void logoutAfterTwoLoginsGoesBackBeforeTheFirst() throws IOException {
    write(".npmrc", "registry=https://registry.example/\n");

    login("npm");
    answerLogin("http://127.0.0.1:9347/npm/d1/r2/", "TOKEN-2");
    weir.run("login", "--tool=npm", "--domain=d1", "--repository=r2");
    login("npm", "--namespace", "my");
    logout("npm");

    assertThat(read(".npmrc")).isEqualTo("registry=https://registry.example/\n");
    assertThat(logout("npm").out()).isEqualTo("nothing to take back\n");
  }

  @Test
  void linesOfOthersSurviveTheLogout() throws IOException {
    write(".npmrc", "registry=https://registry.example/\n");
    login("npm");
    write(".npmrc", "first=1\n" + read(".npmrc") + "last=1\n");

    var run = logout("npm");

    assertThat(read(".npmrc")).isEqualTo("first=1\nregistry=https://registry.example/\nlast=1\n");
    assertThat(run.out())
        .contains("restored " + home.resolve(".npmrc") + ":2  registry=https://registry.example/")
        .contains("removed " + home.resolve(".npmrc") + ":3  //127.0.0.1:9347")
        .doesNotContain("TOKEN-1");
  }

  @Test
  void lineThatWasChangedSinceIsLeftAloneAndTold() throws IOException {
    login("npm");
    write(".npmrc", read(".npmrc").replace("registry=" + URL, "registry=https://other.example/"));

    var run = logout("npm");

    assertThat(read(".npmrc")).isEqualTo("registry=https://other.example/\n");
    assertThat(run.out())
        .contains("left alone " + home.resolve(".npmrc") + ":1  registry=https://other.example/");
  }

  @Test
  void whatIsAddedBetweenTwoLoginsSurvivesTheLogoutToo() throws IOException {
    write(".npmrc", "a=b\n");
    login("npm");
    write(".npmrc", read(".npmrc") + "mine=1\n");
    login("npm");

    logout("npm");

    assertThat(read(".npmrc")).isEqualTo("a=b\nmine=1\n");
  }

  @Test
  void toolsThatShareAFileLeaveOneByOne() throws IOException {
    write(".npmrc", "a=b\n");
    login("npm");
    login("bun");

    logout("npm");
    var between = read(".npmrc");
    logout("bun");

    assertThat(between)
        .isEqualTo(
            "a=b\nregistry=%s\n//127.0.0.1:9347/npm/d1/r1/:_authToken=TOKEN-1\n".formatted(URL));
    assertThat(read(".npmrc")).isEqualTo("a=b\n");
  }

  @Test
  void logoutOfAllTakesAllBack() throws IOException {
    Files.writeString(project.resolve("yarn.lock"), "__metadata:\n");
    login("npm");
    login("pnpm");
    login("yarn");

    weir.run("logout");

    try (var files = Files.list(home)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(".config", ".local");
    }
  }

  @Test
  void dryRunChangesNothing() throws IOException {
    write(".npmrc", "a=b\n");

    var run = login("npm", "--dry-run");

    assertThat(read(".npmrc")).isEqualTo("a=b\n");
    assertThat(run.out()).startsWith("npm would use " + URL).doesNotContain("TOKEN-1");
    assertThat(logout("npm").out()).isEqualTo("nothing to take back\n");
  }

  @Test
  void linkStaysALink() throws IOException {
    var real = Files.writeString(folder.resolve("dotfile"), "a=b\n");
    Files.createSymbolicLink(home.resolve(".npmrc"), Path.of("../dotfile"));

    login("npm");
    var during = Files.readString(real);
    logout("npm");

    assertThat(Files.isSymbolicLink(home.resolve(".npmrc"))).isTrue();
    assertThat(during).contains("TOKEN-1");
    assertThat(real).hasContent("a=b\n");
  }

  @Test
  void userconfigOfNpmIsHonoured() {
    weir.with("NPM_CONFIG_USERCONFIG", home.resolve("elsewhere").toString());

    login("npm");

    assertThat(home.resolve("elsewhere")).content().contains("TOKEN-1");
    assertThat(home.resolve(".npmrc")).doesNotExist();
  }

  @Test
  void whatCountsForMoreIsTold() throws IOException {
    Files.writeString(project.resolve(".npmrc"), "registry=https://registry.example/\n");
    weir.with("npm_config_registry", "https://registry.example/");

    var run = login("npm");

    assertThat(run.out())
        .contains("note: the variable npm_config_registry is set")
        .contains("note: " + project.resolve(".npmrc") + ":1 counts for more here: registry=");
  }

  @Test
  void whatIsRememberedIsPrivate() throws IOException {
    login("npm");

    var state = home.resolve(".local/state/weir/logins");
    assertThat(mode(state)).isEqualTo("rwx------");
    try (var files = Files.list(state)) {
      var modes = files.filter(file -> file.toString().endsWith(".json")).map(this::mode);
      assertThat(modes).containsExactly("rw-------");
    }
  }

  @Test
  void fileThatCannotBeEditedIsNotTouchedNorIsAnyOther() throws IOException {
    Files.writeString(project.resolve("yarn.lock"), "__metadata:\n");
    write(".yarnrc.yml", "npmRegistries: {}\n");

    var run = login("yarn");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("weir: " + home.resolve(".yarnrc.yml") + ": line 1: npmRegistries: {}");
    assertThat(read(".yarnrc.yml")).isEqualTo("npmRegistries: {}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h/\nregistry=evil/", "ftp://h/", "http://h/\"/", "http://h"})
  void endpointThatCouldMeanSomethingElseInAFileIsRefused(String url) {
    answerLogin(url, "TOKEN-1");

    var run = weir.run("login", "--tool=npm", "--domain=d1", "--repository=r1");

    assertThat(run.code()).isEqualTo(3);
    assertThat(home.resolve(".npmrc")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--namespace=@UPPER", "--namespace=a/b", "--duration-seconds=x"})
  void wrongWordsAreToldBeforeAnythingIsAsked(String option) {
    var run = weir.run("login", "--tool=npm", "--domain=d1", "--repository=r1", option);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("weir: " + option.split("=", 2)[0] + ": ");
    assertThat(daemon.asked()).isEmpty();
  }

  @Test
  void toolThatIsNoneIsTold() {
    var run = weir.run("login", "--tool=deno", "--domain=d1", "--repository=r1");

    assertThat(run.err()).isEqualTo("weir: --tool: deno (expected: npm, pnpm, yarn or bun)\n");
  }

  @Test
  void jsonHasTheChangesButNotTheToken() {
    var run = login("npm", "--output", "json");

    var json = JsonReader.read(run.out());
    assertThat(json.text("repositoryEndpoint")).isEqualTo(URL);
    assertThat(json.items("changes")).hasSize(3);
    assertThat(json.items("changes").get(0).text("text")).isEqualTo("registry=" + URL);
    assertThat(run.out()).doesNotContain("TOKEN-1");
  }

  private Outcome login(String tool, String... further) {
    answerLogin(URL, "TOKEN-1");
    var words =
        new ArrayList<>(List.of("login", "--tool", tool, "--domain", "d1", "--repository", "r1"));
    words.addAll(Arrays.asList(further));
    return weir.run(words);
  }

  private void answerLogin(String url, String token) {
    var until = Weir.NOW.plusSeconds(43_200).getEpochSecond();
    daemon.answers("{\"authorizationToken\":\"%s\",\"expiration\":%d}".formatted(token, until));
    daemon.answers(
        "{\"repositoryEndpoint\":\"%s\"}"
            .formatted(url.replace("\"", "\\\"").replace("\n", "\\n")));
  }

  private Outcome logout(String tool) {
    return weir.run("logout", "--tool", tool);
  }

  private String read(String file) throws IOException {
    return new String(Files.readAllBytes(home.resolve(file)), StandardCharsets.ISO_8859_1);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(home.resolve(file), text, StandardCharsets.ISO_8859_1);
  }

  private void chmod(String file, String mode) throws IOException {
    Files.setPosixFilePermissions(home.resolve(file), PosixFilePermissions.fromString(mode));
  }

  private String mode(String file) {
    return mode(home.resolve(file));
  }

  private String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
