package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where settings come from, and which source wins. */
class SettingsSourcesTest {
  @TempDir Path folder;

  private Loading loading;

  @BeforeEach
  void start() {
    loading = new Loading(folder);
  }

  @Test
  void usersFileIsReadWithoutBeingNamed() {
    var loaded = loading.userFile("port: 1234").loaded();

    assertThat(loaded.settings().port()).isEqualTo(1234);
    assertThat(loaded.file()).contains(folder.resolve("xdg/weir/weir.yaml"));
  }

  @Test
  void namedFileTakesThePlaceOfTheUsers() {
    var settings = loading.userFile("port: 1234").yaml("offline: true").settings();

    assertThat(settings.port()).isEqualTo(9347);
    assertThat(settings.offline()).isTrue();
  }

  @Test
  void homeIsUsedIfTheFolderForConfigurationIsUnsetOrRelative() {
    loading.variable("XDG_CONFIG_HOME", "relative").variable("HOME", folder.toString());

    assertThat(XdgFolders.of(Map.of("HOME", folder.toString()), Path.of("/x")).config())
        .isEqualTo(folder.resolve(".config"));
    assertThat(loading.loaded().file()).isEmpty();
  }

  @Test
  void namedFileMustExist() {
    assertThat(loading.missingFile("no.yaml").problems())
        .singleElement()
        .asString()
        .contains("no.yaml: no such file");
  }

  @Test
  void commandLineWinsOverVariableAndVariableOverFile() {
    var file = "external-connections: {public:npmjs: {url: 'http://file.example/'}}";
    var variable = "http://variable.example/";
    var set = "external-connections.public:npmjs.url=http://set.example/";

    assertThat(url(loading.yaml(file))).contains("http://file.example/");
    assertThat(url(loading.variable("WEIR_PUBLIC_NPMJS_URL", variable))).contains(variable);
    assertThat(url(loading.set(set))).contains("http://set.example/");
  }

  @Test
  void laterAssignmentWins() {
    assertThat(loading.set("port=1").set("port=2").flag("--port", "port=3").settings().port())
        .isEqualTo(3);
  }

  @Test
  void assignedValuesAreScalarsListsAndYaml() {
    var settings =
        loading
            .set("http.hosts=a.example, b.example")
            .set("http.trusted-proxies=[10.0.0.0/8]")
            .set("http.idle-timeout=90s")
            .set("http.max-header-size=32KiB")
            .set("offline=true")
            .set("data=\"a b\"")
            .settings();

    assertThat(settings.http().hosts()).containsExactly("a.example", "b.example");
    assertThat(settings.http().trustedProxies()).containsExactly("10.0.0.0/8");
    assertThat(settings.http().idleTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(settings.http().maxHeaderSize()).isEqualTo(DataSize.kibibytes(32));
    assertThat(settings.offline()).isTrue();
    assertThat(settings.data()).contains("a b");
  }

  @Test
  void segmentWithDotIsQuoted() {
    var settings =
        loading.set("external-connections.\"my.corp\".url=http://corp.example/").settings();

    assertThat(settings.externalConnections()).containsOnlyKeys("my.corp", "public:npmjs");
    assertThat(named(settings.externalConnections(), "my.corp").url())
        .contains("http://corp.example/");
  }

  @Test
  void emptyValueUnsets() {
    assertThat(loading.yaml("data: /srv/weir").set("data=").settings().data()).isEmpty();
  }

  @Test
  void mapInFileTakesTheDefaultsPlace() {
    var yaml =
        """
        bootstrap:
          domains:
            team:
              repositories:
                app: {external-connection: public:npmjs}
        """;

    assertThat(loading.yaml(yaml).settings().bootstrap().domains()).containsOnlyKeys("team");
  }

  @Test
  void assignmentAddsToMap() {
    var domains =
        loading
            .set("bootstrap.domains.team.repositories.app.external-connection=public:npmjs")
            .set("bootstrap.domains.local.repositories.dev.description=mine")
            .settings()
            .bootstrap()
            .domains();

    assertThat(domains).containsOnlyKeys("team", "local");
    var dev = named(named(domains, "local").repositories(), "dev");
    assertThat(dev.description()).isEqualTo("mine");
    assertThat(dev.upstreams()).containsExactly("npm-store");
  }

  @Test
  void publicConnectionIsKnownWithoutBeingDeclared() {
    var settings =
        loading.yaml("external-connections: {corp: {url: 'http://c.example'}}").settings();

    assertThat(settings.externalConnections()).containsOnlyKeys("corp", "public:npmjs");
  }

  @Test
  void sectionWithAllKeysCommentedOutIsTheDefault() {
    assertThat(loading.yaml("http:\n  # hosts: [a]\nport: 1\n").settings().http())
        .isEqualTo(HttpSettings.DEFAULTS);
  }

  @Test
  void whatDiffersIsListedWithItsOrigin() {
    var differing =
        loading
            .yaml("http:\n  max-connections: 7\nregion: us-east-1\n")
            .set("data=/srv/weir")
            .variable("WEIR_PUBLIC_NPMJS_URL", "http://registry.example/")
            .loaded()
            .differing();

    assertThat(differing)
        .extracting(EffectiveSetting::toString)
        .containsExactly(
            "data=/srv/weir (--set)",
            "http.max-connections=7 (weir.yaml:2:20)",
            "external-connections.public:npmjs.url=http://registry.example/"
                + " (WEIR_PUBLIC_NPMJS_URL)");
  }

  private static Optional<String> url(Loading loading) {
    return named(loading.settings().externalConnections(), "public:npmjs").url();
  }

  private static <T> T named(Map<String, T> map, String name) {
    return Optional.ofNullable(map.get(name)).orElseThrow();
  }
}
