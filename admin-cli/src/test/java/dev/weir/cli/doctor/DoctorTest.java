package dev.weir.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.FakeRegistry;
import dev.weir.cli.Weir;
import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir doctor} in a project of its own, with an npm that says what it is told to. */
class DoctorTest {
  private final FakeRegistry registry = FakeRegistry.start();

  @TempDir Path folder;

  private Path project;
  private Path home;
  private Weir weir;
  private int code;

  @BeforeEach
  void makeProject() throws IOException {
    home = Files.createDirectories(folder.resolve("home"));
    project = Files.createDirectories(folder.resolve("project"));
    write("package.json", "{\"dependencies\": {\"a\": \"^1.0.0\"}}");
    npmrc(url());
    npm("11.2.0");
    manifest(url() + "a/-/a-1.0.0.tgz");
    weir =
        Weir.of(registry.url())
            .home(home)
            .in(project)
            .clock(InstantSource.system())
            .with("PATH", folder.toString());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void nothingIsWrongWithWhatWorks() throws IOException {
    write("package-lock.json", lockfile("a", ""));

    var findings = examine();

    assertThat(code).isZero();
    assertThat(findings).extracting(each -> each.text("level")).containsOnly("OK");
    assertThat(findings)
        .extracting(each -> each.text("check"))
        .containsExactly("registry", "proxy", "address", "clock", "token", "versions", "lockfile");
    assertThat(only("registry").text("text"))
        .startsWith("npm uses %s (%s:1): Weir 0.1.0 answers in ".formatted(url(), at(".npmrc")));
    assertThat(only("lockfile").text("text"))
        .isEqualTo(at("package-lock.json") + ": 1 package, no addresses");
  }

  @Test
  void findingsAreLinesWithWhatToDo() throws IOException {
    npm("6.14.0");

    var run = weir.run("doctor", "--output", "table");

    assertThat(run.out())
        .contains("OK    proxy     none is configured\n")
        .contains(
            """
            WARN  versions  npm 6.14.0, Node.js not on the PATH
                            => Weir is tried with npm 8 and later: npm install --global npm@latest
            """);
    assertThat(run.code()).isZero();
  }

  @Test
  void projectIsTheOneThatIsGiven() throws IOException {
    var elsewhere = weir.in(folder).run("doctor", "--project", "project", "--output", "json");

    assertThat(elsewhere.code()).isZero();
    assertThat(elsewhere.out()).contains(at(".npmrc"));
    assertThat(weir.run("doctor", "--project", "absent").code()).isEqualTo(2);
  }

  @Test
  void registryThatIsNoWeirFails() throws IOException {
    try (var other = FakeRegistry.start()) {
      other.without("/weir/v1/status");
      npmrc(other.url() + "/");

      examine();
    }

    assertThat(code).isEqualTo(1);
    assertThat(fail("registry").text("text")).contains("which is no Weir: it answered 404");
    assertThat(fail("registry").text("advice")).startsWith("weir login --tool npm");
  }

  @Test
  void weirWithoutARepositoryInTheAddressFails() throws IOException {
    npmrc(registry.url() + "/");

    examine();

    assertThat(fail("registry").text("text")).contains("a Weir, but no repository of it");
    assertThat(fail("registry").text("advice"))
        .contains(registry.url() + "/npm/DOMAIN/REPOSITORY/");
  }

  @Test
  void repositoryThatTheWeirDoesNotHaveFails() throws IOException {
    npmrc(registry.url() + "/npm/local/absent/");

    examine();

    assertThat(fail("registry").text("text"))
        .contains("a Weir that has no repository local/absent");
  }

  @Test
  void registryThatIsDownFails() throws IOException {
    npmrc("http://127.0.0.1:%d/npm/local/dev/".formatted(closedPort()));

    examine();

    assertThat(code).isEqualTo(1);
    assertThat(fail("registry").text("text")).endsWith(": cannot connect");
    assertThat(fail("registry").text("advice")).contains("weir serve starts it");
  }

  @Test
  void registryOfAScopeMayLieElsewhere() throws IOException {
    try (var other = FakeRegistry.start()) {
      other.without("/weir/v1/status");
      write(".npmrc", "registry=%s\n@my:registry=%s/\n".formatted(url(), other.url()));

      var findings = examine();

      assertThat(findings).extracting(each -> each.text("level")).containsOnly("OK");
      assertThat(findings)
          .extracting(each -> each.text("text"))
          .anyMatch(text -> text.startsWith("npm uses %s/ for @my".formatted(other.url())));
    }
  }

  @Test
  void otherClientsAreLookedAtToo() throws IOException {
    write(".yarnrc.yml", "npmRegistryServer: \"%s\"\n".formatted(url()));
    write("bunfig.toml", "[install]\nregistry = { url = \"%s\" }\n".formatted(url()));
    write("pnpm-workspace.yaml", "registries:\n  default: %s\n".formatted(url()));

    var findings = examine();

    assertThat(findings)
        .filteredOn(each -> each.text("check").equals("registry"))
        .extracting(each -> each.text("text").replaceFirst(" uses.* \\(", " ("))
        .extracting(text -> text.replaceFirst("\\):.*", ")"))
        .containsExactly(
            "npm (%s:1)".formatted(at(".npmrc")),
            "pnpm (%s:2)".formatted(at("pnpm-workspace.yaml")),
            "Yarn 4 (%s:1)".formatted(at(".yarnrc.yml")),
            "Bun (%s:2)".formatted(at("bunfig.toml")));
  }

  @Test
  void yarnThatReadsNothingOfThisIsNoted() throws IOException {
    write("yarn.lock", "__metadata:\n  version: 8\n");

    examine();

    assertThat(warn("registry").text("advice")).startsWith("weir login --tool yarn");
  }

  @Test
  void tarballsAtAnotherAddressFail() {
    registry.without(FakeRegistry.BASE + "a/latest");
    manifest("http://localhost:%d/npm/local/dev/a/-/a-1.0.0.tgz".formatted(registry.port()));

    examine();

    assertThat(fail("address").text("text"))
        .endsWith("host localhost (expected: the registry's, 127.0.0.1)");
    assertThat(fail("address").text("advice")).contains("public-url");
  }

  @Test
  void packageThatCannotBeHadFails() {
    registry
        .without(FakeRegistry.BASE + "a/latest")
        .page(FakeRegistry.BASE + "a/latest", 502, "{\"error\":\"the origin is down\"}");

    examine();

    assertThat(fail("address").text("text"))
        .isEqualTo("a/latest: answered 502: the origin is down");
  }

  @Test
  void projectOfWhichNothingIsStoredIsExaminedByWhatTheRepositoryLists() {
    registry.without(FakeRegistry.BASE + "a/latest");
    registry.weir("/v1/packages", "{\"packages\":[{\"package\":\"b\"}]}");
    registry.page(
        FakeRegistry.BASE + "b/latest",
        200,
        "{\"dist\":{\"tarball\":\"%sb/-/b-1.0.0.tgz\"}}".formatted(url()));

    examine();

    assertThat(only("address").text("text")).isEqualTo("tarballs are below the registry's address");
    assertThat(registry.asked()).contains("a/latest", "b/latest");
  }

  @Test
  void repositoryThatHasNothingIsFine() {
    registry.without(FakeRegistry.BASE + "a/latest");
    registry.weir("/v1/packages", "{\"packages\":[]}");

    examine();

    assertThat(only("address").text("text"))
        .isEqualTo("the repository has nothing yet whose address could be looked at");
    assertThat(only("address").text("level")).isEqualTo("OK");
  }

  @Test
  void projectWithoutPackagesIsExaminedByWhatTheRepositoryLists() throws IOException {
    write("package.json", "{}");
    registry.weir("/v1/packages", "{\"packages\":[{\"namespace\":\"s\",\"package\":\"b\"}]}");
    registry.page(
        FakeRegistry.BASE + "@s/b/latest",
        200,
        "{\"dist\":{\"tarball\":\"%s@s/b/-/b-1.0.0.tgz\"}}".formatted(url()));

    examine();

    assertThat(only("address").text("text")).isEqualTo("tarballs are below the registry's address");
    assertThat(registry.asked()).contains("@s/b/latest");
  }

  @Test
  void proxyOnTheWayToThisMachineFails() {
    weir.with("https_proxy", "http://proxy.example:8080").with("NO_PROXY", "corp.example");

    examine();

    assertThat(fail("proxy").text("text")).startsWith("https_proxy leads to a proxy");
    assertThat(fail("proxy").text("advice")).isEqualTo("export NO_PROXY=corp.example,127.0.0.1");
  }

  @Test
  void tokenThatExpiredIsNotedAndIsHarmlessWhileOpen() throws IOException {
    token(jwt(1_000_000_000));

    examine();

    assertThat(code).isZero();
    assertThat(warn("token").text("text"))
        .startsWith(at(".npmrc") + ":2: expired ")
        .endsWith("which does not matter while authorization is open");
  }

  @Test
  void tokenThatExpiredFailsWhereOneIsNeeded() throws IOException {
    registry.without("/weir/v1/status").weir("/weir/v1/status", "{\"authMode\":\"enforced\"}");
    token(jwt(1_000_000_000));

    examine();

    assertThat(fail("token").text("advice")).isEqualTo("weir login gets a new one");
  }

  @Test
  void tokenThatCountsIsShownToTheRegistryAndNeverPrinted() throws IOException {
    registry.page(FakeRegistry.BASE + "-/whoami", 200, "{\"username\":\"open\"}");
    token("${TOKEN}");
    weir.with("TOKEN", jwt(4_000_000_000L));

    var run = weir.run("doctor", "--output", "json");

    assertThat(run.out()).contains(at(".npmrc") + ":2: open, good for ").doesNotContain("eyJ");
    assertThat(run.code()).isZero();
  }

  @Test
  void tokenThatTheRegistryDoesNotTakeFails() throws IOException {
    registry.page(FakeRegistry.BASE + "-/whoami", 401, "{}");
    token("garbage");

    examine();

    assertThat(fail("token").text("text")).isEqualTo(at(".npmrc") + ":2: whoami answered 401");
  }

  @Test
  void missingTokenFailsWhereOneIsNeeded() {
    registry.without("/weir/v1/status").weir("/weir/v1/status", "{\"authMode\":\"enforced\"}");

    examine();

    assertThat(fail("token").text("text")).isEqualTo("none for " + url());
  }

  @Test
  void addressOfACacheInALockfileIsNoted() throws IOException {
    write("package-lock.json", lockfile("a", url() + "a/-/a-1.0.0.tgz"));

    examine();

    assertThat(warn("lockfile").text("text"))
        .isEqualTo(
            "%s: of 1 package, a cache's address: 1 at 127.0.0.1:%d"
                .formatted(at("package-lock.json"), registry.port()));
    assertThat(warn("lockfile").text("advice")).contains("replace-registry-host=always");
  }

  @Test
  void addressThatNpm12RefusesFails() throws IOException {
    npm("12.2.0");
    var elsewhere = "http://localhost:1/npm/local/dev/a/-/a-1.0.0.tgz";
    write("package-lock.json", lockfile("a", elsewhere));

    examine();
    var text = fail("lockfile").text("text");
    write(".npmrc", "registry=%s\nreplace-registry-host=always\n".formatted(url()));
    examine();

    assertThat(text).contains("1 at localhost:1").endsWith("which npm 12 refuses");
    assertThat(warn("lockfile").text("text")).contains("1 at localhost:1");
  }

  @Test
  void addressOfAnotherRegistryInALockfileIsFine() throws IOException {
    write("package-lock.json", lockfile("a", "https://registry.example/a/-/a-1.0.0.tgz"));

    examine();

    assertThat(only("lockfile").text("level")).isEqualTo("OK");
    assertThat(only("lockfile").text("text")).endsWith("1 package, 1 at registry.example");
  }

  @Test
  void lockfileThatCannotBeReadFails() throws IOException {
    write("package-lock.json", "{\n");

    examine();

    assertThat(fail("lockfile").text("text")).contains("package-lock.json:").contains("not JSON");
  }

  @Test
  void withoutNpmItsFilesAreRead() throws IOException {
    Files.delete(folder.resolve("npm"));

    examine();

    assertThat(only("registry").text("level")).isEqualTo("OK");
    assertThat(warn("versions").text("text")).startsWith("npm is not on the PATH");
  }

  @Test
  void withoutAnyConfigurationItFails() throws IOException {
    Files.delete(folder.resolve("npm"));
    Files.delete(project.resolve(".npmrc"));

    examine();

    assertThat(fail("registry").text("text")).startsWith("no client is configured");
  }

  /** What is found now. */
  private List<Json> examine() {
    var run = weir.run("doctor", "--output", "json");
    assertThat(run.err()).isEmpty();
    code = run.code();
    last = JsonReader.read(run.out()).items("findings");
    return last;
  }

  private List<Json> last = List.of();

  private Json only(String check) {
    var found = last.stream().filter(each -> each.text("check").equals(check)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private Json fail(String check) {
    return at("FAIL", check);
  }

  private Json warn(String check) {
    return at("WARN", check);
  }

  private Json at(String level, String check) {
    var found =
        last.stream()
            .filter(each -> each.text("check").equals(check) && each.text("level").equals(level))
            .toList();
    assertThat(found).as("%s of %s in %s", level, check, last).hasSize(1);
    return found.get(0);
  }

  private String url() {
    return registry.url() + FakeRegistry.BASE;
  }

  private String at(String file) {
    return project.resolve(file).toString();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(project.resolve(file), text);
  }

  private void npmrc(String url) throws IOException {
    write(".npmrc", "registry=" + url + "\n");
  }

  private void token(String token) throws IOException {
    var place = url().substring("http:".length());
    write(".npmrc", "registry=%s\n%s:_authToken=%s\n".formatted(url(), place, token));
  }

  private static String jwt(long expires) {
    var base64 = Base64.getUrlEncoder().withoutPadding();
    var claims = "{\"iss\":\"weir\",\"exp\":%d}".formatted(expires);
    return "eyJhbGciOiJIUzI1NiJ9.%s.c2ln"
        .formatted(base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8)));
  }

  private static String lockfile(String name, String resolved) {
    return "{\"lockfileVersion\":3,\"packages\":{\"node_modules/%s\":{\"version\":\"1.0.0\"%s}}}"
        .formatted(name, resolved.isEmpty() ? "" : ",\"resolved\":\"" + resolved + '"');
  }

  private void manifest(String tarball) {
    for (String version : List.of("latest", "1.0.0")) {
      registry.page(
          FakeRegistry.BASE + "a/" + version,
          200,
          Map.of("Content-Type", "application/json"),
          "{\"dist\":{\"tarball\":\"%s\"}}".formatted(tarball),
          any -> {});
    }
  }

  /** An npm of this version, which reads the project's file as the real one does. */
  private void npm(String version) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("npm"),
            """
            #!/bin/sh
            case $1 in
              --version) echo %s ;;
              *) while IFS='=' read -r key value; do
                   [ "$key" != registry ] || echo "$value"
                 done <.npmrc ;;
            esac
            """
                .formatted(version));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
