package dev.weir.cli.prewarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.FakeRegistry;
import dev.weir.cli.Weir;
import dev.weir.cli.Weir.Outcome;
import dev.weir.cli.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code weir prewarm} with a daemon that answers what it is told to. */
class PrewarmTest {
  private final FakeRegistry registry = FakeRegistry.start();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void tarballsOfAllLockfilesAreAskedForOnceAndChecked() throws IOException {
    registry.tarball("a/-/a-1.0.0.tgz", "one").tarball("@s/b/-/b-2.0.0.tgz", "two");
    lockfile("package-lock.json", locked("a", "1.0.0", "one"), locked("@s/b", "2.0.0", ""));
    lockfile("npm-shrinkwrap.json", locked("a", "1.0.0", "one"));

    var run = prewarm("package-lock.json npm-shrinkwrap.json --output json");

    assertThat(run.err()).doesNotContain("weir: cannot");
    assertThat(run.code()).isZero();
    assertThat(registry.tarballsAsked())
        .containsExactlyInAnyOrder("a/-/a-1.0.0.tgz", "@s/b/-/b-2.0.0.tgz");
    assertThat(run.out())
        .isEqualTo(
            """
            {
                "repositoryEndpoint": "%s/npm/local/dev/",
                "packages": 2,
                "fetched": 2,
                "fetchedBytes": 6,
                "fetchedUnchecked": 1,
                "fetchedEarlier": 0,
                "notAsked": 0,
                "failed": [],
                "skipped": []
            }
            """
                .formatted(registry.url()));
  }

  @Test
  void whatCannotBeHadIsListedWithWhyAndTheRestIsFetched() throws IOException {
    registry
        .tarball("a/-/a-1.0.0.tgz", "one")
        .tarball("b/-/b-1.0.0.tgz", "forged")
        .page(FakeRegistry.BASE + "c/-/c-1.0.0.tgz", 502, "{\"error\":\"the origin is down\"}");
    lockfile(
        "package-lock.json",
        locked("b", "1.0.0", "two"),
        locked("c", "1.0.0", ""),
        locked("d", "1.0.0", ""),
        locked("a", "1.0.0", "one"));

    var run = prewarm("package-lock.json --concurrency 1");

    assertThat(run.code()).isEqualTo(1);
    var summary = JsonReader.read(run.out());
    assertThat(summary.number("fetched")).isEqualTo(1);
    assertThat(summary.items("failed"))
        .extracting(each -> each.text("package") + ": " + each.text("reason"))
        .containsExactly(
            "b: integrity: %s (expected: %s)".formatted(integrity("forged"), integrity("two")),
            "c: answered 502: the origin is down",
            "d: answered 404: no such path");
  }

  @Test
  void fileOfAnotherNameIsFoundByTheManifest() throws IOException {
    registry
        .page(
            FakeRegistry.BASE + "odd/1.0.0",
            200,
            "{\"dist\":{\"tarball\":\"https://weir.example/x/npm/local/dev/odd/-/odd-01.0.0.tgz\"}}")
        .tarball("odd/-/odd-01.0.0.tgz", "odd");
    lockfile("package-lock.json", locked("odd", "1.0.0", "odd"));

    var run = prewarm("package-lock.json");

    assertThat(run.code()).isZero();
    assertThat(registry.tarballsAsked())
        .containsExactly("odd/-/odd-1.0.0.tgz", "odd/-/odd-01.0.0.tgz");
  }

  @Test
  void manifestThatLeadsElsewhereIsNotFollowed() throws IOException {
    registry.page(
        FakeRegistry.BASE + "odd/1.0.0",
        200,
        "{\"dist\":{\"tarball\":\"%s/elsewhere/odd.tgz\"}}".formatted(registry.url()));
    lockfile("package-lock.json", locked("odd", "1.0.0", ""));

    var run = prewarm("package-lock.json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(registry.tarballsAsked()).containsExactly("odd/-/odd-1.0.0.tgz");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void busyDaemonIsAskedAgain(int busy) throws IOException {
    registry
        .page(
            FakeRegistry.BASE + "a/-/a-1.0.0.tgz",
            busy,
            Map.of("Retry-After", "0"),
            "{\"error\":\"busy\"}",
            any -> {})
        .tarball("a/-/a-1.0.0.tgz", "one");
    lockfile("package-lock.json", locked("a", "1.0.0", "one"));

    var run = prewarm("package-lock.json");

    assertThat(run.code()).isZero();
    assertThat(registry.tarballsAsked()).hasSize(2);
  }

  @Test
  void daemonThatStaysBusyFails() throws IOException {
    registry.page(
        FakeRegistry.BASE + "a/-/a-1.0.0.tgz", 503, Map.of("Retry-After", "0"), "", any -> {});
    lockfile("package-lock.json", locked("a", "1.0.0", "one"));

    var run = prewarm("package-lock.json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("answered 503");
    assertThat(registry.tarballsAsked()).hasSize(5);
  }

  @Test
  void nextRunGoesOnWhereOneFailed() throws IOException {
    var place = FakeRegistry.BASE + "b/-/b-1.0.0.tgz";
    registry.tarball("a/-/a-1.0.0.tgz", "one").page(place, 500, "{}");
    lockfile("package-lock.json", locked("a", "1.0.0", "one"), locked("b", "1.0.0", "two"));

    var first = prewarm("package-lock.json");
    var left = states();
    registry.without(place).tarball("b/-/b-1.0.0.tgz", "two");
    var second = prewarm("package-lock.json");

    assertThat(first.code()).isEqualTo(1);
    assertThat(left).hasSize(1);
    assertThat(second.code()).isZero();
    assertThat(JsonReader.read(second.out()).number("fetchedEarlier")).isEqualTo(1);
    assertThat(registry.tarballsAsked())
        .containsExactlyInAnyOrder("a/-/a-1.0.0.tgz", "b/-/b-1.0.0.tgz", "b/-/b-1.0.0.tgz");
    assertThat(states()).isEmpty();
  }

  @Test
  void runThatWasKilledWhileItWroteGoesOnFromItsLastWholeLine() throws IOException {
    registry.tarball("b/-/b-1.0.0.tgz", "two").page(FakeRegistry.BASE + "c/-/c-1.0.0.tgz", 500, "");
    lockfile(
        "package-lock.json",
        locked("a", "1.0.0", ""),
        locked("b", "1.0.0", ""),
        locked("c", "1.0.0", ""));
    var state = folder.resolve("state.txt");
    var heading = "weir-prewarm 1 %s/npm/local/dev/\n".formatted(registry.url());
    Files.writeString(state, heading + "a@1.0.0\nb@1.");

    var run = prewarm("package-lock.json --state state.txt --concurrency 1");

    assertThat(run.code()).isEqualTo(1);
    assertThat(registry.tarballsAsked()).containsExactly("b/-/b-1.0.0.tgz", "c/-/c-1.0.0.tgz");
    assertThat(state).hasContent(heading + "a@1.0.0\nb@1.0.0\n");
  }

  @Test
  void stateOfAnotherRepositoryDoesNotCount() throws IOException {
    registry.tarball("a/-/a-1.0.0.tgz", "one");
    lockfile("package-lock.json", locked("a", "1.0.0", ""));
    Files.writeString(folder.resolve("state"), "weir-prewarm 1 http://weir.example/\na@1.0.0\n");

    var run = prewarm("package-lock.json --state state");

    assertThat(run.code()).isZero();
    assertThat(registry.tarballsAsked()).hasSize(1);
  }

  @Test
  void fileOfSomebodyElseIsNotOverwritten() throws IOException {
    lockfile("package-lock.json", locked("a", "1.0.0", ""));
    var file = Files.writeString(folder.resolve("notes.txt"), "my notes\n");

    var run = prewarm("package-lock.json --state notes.txt");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("notes.txt: not written by weir prewarm");
    assertThat(file).hasContent("my notes\n");
  }

  @Test
  void daemonThatGoesAwayEndsTheRunWhichGoesOnLater() throws IOException {
    registry
        .tarball("a/-/a-1.0.0.tgz", "one")
        .page(FakeRegistry.BASE + "b/-/b-1.0.0.tgz", 200, Map.of(), "two", any -> registry.stop());
    lockfile(
        "package-lock.json",
        locked("a", "1.0.0", ""),
        locked("b", "1.0.0", ""),
        locked("c", "1.0.0", ""));

    var run = prewarm("package-lock.json --concurrency 1");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("cannot reach Weir at " + registry.url() + " any more: ");
    var summary = JsonReader.read(run.out());
    assertThat(summary.number("fetched")).isEqualTo(1);
    assertThat(summary.number("notAsked")).isEqualTo(2);
    assertThat(Files.readString(states().get(0))).endsWith("a@1.0.0\n");
  }

  @Test
  void soManyAreAskedForAtOnce() throws IOException {
    var together = new CountDownLatch(3);
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      registry.page(
          FakeRegistry.BASE + "p%d/-/p%d-1.0.0.tgz".formatted(i, i),
          200,
          Map.of(),
          "x",
          any -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            together.countDown();
            // Released by the third; otherwise it would end here, and the test fail.
            together.await(10, TimeUnit.SECONDS);
            now.decrementAndGet();
          });
      all.add(locked("p" + i, "1.0.0", ""));
    }
    lockfile("package-lock.json", all.toArray(String[]::new));

    var run = prewarm("package-lock.json --concurrency 3");

    assertThat(run.code()).isZero();
    assertThat(most).hasValue(3);
  }

  @Test
  void summaryIsAPage() throws IOException {
    registry.tarball("a/-/a-1.0.0.tgz", "one");
    lockfile(
        "package-lock.json",
        locked("a", "1.0.0", ""),
        locked("b", "1.0.0", ""),
        "\"node_modules/c\": {\"version\": \"1.0.0\", \"resolved\": \"file:c\"}",
        "\"node_modules/d\": {\"version\": \"1.0.0\", \"resolved\": \"git+ssh://host.example/d\"}");

    var run = prewarm("package-lock.json --output table --quiet");

    assertThat(run.out())
        .isEqualTo(
            """
            2 tarballs for %s/npm/local/dev/: 1 there
            fetched    1  3 B
            unchecked  1  fetched without an integrity in the lockfile
            failed     1  see below
            skipped    1  files, folders and links of this machine
            skipped    1  Git repositories

            FAILED   REASON
            b@1.0.0  answered 404: no such path
            """
                .formatted(registry.url()));
    assertThat(run.err()).isEmpty();
  }

  @Test
  void howFarItIsIsToldByTenthsOrAsABar() throws IOException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      registry.tarball("p%d/-/p%d-1.0.0.tgz".formatted(i, i), "x");
      all.add(locked("p" + i, "1.0.0", ""));
    }
    lockfile("package-lock.json", all.toArray(String[]::new));

    var lines = prewarm("package-lock.json");
    var bar = weir().onTerminal().run("prewarm", "package-lock.json");

    assertThat(lines.err().lines())
        .hasSize(10)
        .contains("weir: 2 of 20 tarballs, 2 B", "weir: 20 of 20 tarballs, 20 B");
    assertThat(bar.err())
        .startsWith("\r[#.............................] 1 of 20 tarballs, 1 B ")
        .endsWith("\r[##############################] 20 of 20 tarballs, 20 B \n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "absent.json | absent.json: no such file",
        "package-lock.json --concurrency 0 | --concurrency: 0 (expected: 1 to 256)",
        "package-lock.json --repository a/b/c | a/b/c (expected: DOMAIN/REPOSITORY)",
        "package-lock.json --repository other | local/other (expected: one that the daemon has, such as local/dev)",
        "package-lock.json --domain a --repository b/c | b/c (expected: one of --domain a)",
      })
  void whatCannotBeMeantIsWrongUsage(String line, String message) throws IOException {
    lockfile("package-lock.json", locked("a", "1.0.0", ""));

    var run = prewarm(line);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(registry.tarballsAsked()).isEmpty();
  }

  @Test
  void repositoryIsNamedWithItsDomainOrBesideIt() {
    assertThat(Target.of(null, null)).isEqualTo(new Target("local", "dev"));
    assertThat(Target.of(null, "a/b")).isEqualTo(new Target("a", "b"));
    assertThat(Target.of("a", "b")).isEqualTo(new Target("a", "b"));
    assertThat(Target.of("a", "a/b")).isEqualTo(new Target("a", "b"));
    assertThat(Target.of(null, "b")).isEqualTo(new Target("local", "b"));
  }

  private Weir weir() {
    return Weir.of(registry.url()).home(folder.resolve("home")).in(folder);
  }

  private Outcome prewarm(String line) {
    return weir().run(("prewarm " + line).split(" "));
  }

  private List<Path> states() throws IOException {
    try (var files = Files.list(folder.resolve("home/.local/state/weir/prewarm"))) {
      return files.toList();
    }
  }

  private void lockfile(String name, String... places) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "{\"lockfileVersion\": 3, \"packages\": {%s}}".formatted(String.join(",", places)));
  }

  /** A place in a lockfile, with the integrity of {@code text} unless that is empty. */
  private static String locked(String name, String version, String text) {
    var integrity = text.isEmpty() ? "" : ", \"integrity\": \"" + integrity(text) + '"';
    return "\"node_modules/%s\": {\"version\": \"%s\"%s}".formatted(name, version, integrity);
  }

  private static String integrity(String text) {
    try {
      var hashing = MessageDigest.getInstance("SHA-512");
      var digest = hashing.digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha512-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
