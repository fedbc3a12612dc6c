package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code bin/weir serve} starts the JVM. */
class LauncherServeTest {
  @TempDir Path folder;

  private Checkout checkout;

  @BeforeEach
  void makeCheckout() {
    checkout = new Checkout(folder).built();
  }

  @Test
  void argumentsReachTheDaemonAsTheyAre() {
    var out = serve("--set", "a b=*", "--port=0");

    assertThat(out).containsSubsequence("dev.weir.daemon.Main", "--set", "a b=*", "--port=0");
    assertThat(out).doesNotContain("serve");
  }

  @Test
  void jvmTakesThePlaceOfTheShell() throws IOException {
    checkout.script("jdk/bin/java", "echo $$");
    checkout.script("start", "echo $$; exec bin/weir serve");

    var outcome = Checkout.run(checkout.home.resolve("start"), checkout.home, checkout.environment);

    assertThat(outcome.out()).hasSize(2);
    assertThat(outcome.out().get(1)).isEqualTo(outcome.out().get(0));
  }

  @Test
  void furtherJvmFlagsComeLast() {
    checkout.environment.put("WEIR_JAVA_OPTS", "-Xmx99m -Dx=y");

    var out = serve();

    assertThat(out.lastIndexOf("-Xmx99m")).isGreaterThan(out.indexOf("-Xmx280m"));
    assertThat(out).containsSubsequence("-Xmx99m", "-Dx=y", "-cp", "dev.weir.daemon.Main");
  }

  @Test
  void firstStartAsksForAnArchiveAndLaterOnesUseIt() throws IOException {
    var archive = property(serve(), "weir.cds.archive");

    Files.writeString(Path.of(archive), "");

    assertThat(serve())
        .contains("-XX:SharedArchiveFile=" + archive)
        .noneMatch(word -> word.startsWith("-Dweir.cds"));
  }

  @Test
  void archiveOfAnOlderBuildIsMadeAnew() throws IOException {
    var archive = property(serve(), "weir.cds.archive");
    Files.writeString(Path.of(archive), "");
    Files.setLastModifiedTime(Path.of(archive), FileTime.from(Instant.EPOCH));

    assertThat(property(serve(), "weir.cds.archive")).isEqualTo(archive);
  }

  @Test
  void listOfADaemonThatDiedIsRemoved() throws IOException {
    Path kept = Path.of(property(serve(), "weir.cds.archive")).resolveSibling(".").normalize();
    Path old = Files.createFile(kept.resolve("classes-999999999.list"));
    Path running =
        Files.createFile(kept.resolve("classes-" + ProcessHandle.current().pid() + ".list"));

    serve();

    assertThat(old).doesNotExist();
    assertThat(running).exists();
  }

  @Test
  void eachJvmHasAnArchiveOfItsOwn() {
    var of17 = property(serve(), "weir.cds.archive");
    checkout.jdk("25.0.3");

    assertThat(property(serve(), "weir.cds.archive")).isNotEqualTo(of17);
  }

  @Test
  void nativeAccessIsAllowedWhereJvmsWarnOfIt() {
    assertThat(serve()).doesNotContain("--enable-native-access=ALL-UNNAMED");

    checkout.jdk("25.0.3");

    assertThat(serve())
        .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void memoryIsGivenBackByJvmsThatCan() {
    var trim = "-XX:TrimNativeHeapInterval=60000";
    for (var able : List.of("17.0.12", "17.0.15", "21.0.3", "23", "25.0.3")) {
      checkout.jdk(able);
      assertThat(serve()).as(able).contains(trim);
    }
    for (var unable : List.of("17", "17.0.11", "19.0.2", "21", "21.0.2", "22.0.1")) {
      checkout.jdk(unable);
      assertThat(serve()).as(unable).doesNotContain(trim);
    }
  }

  @Test
  void largeHeapsAreLeftToTheCollectorToDivide() {
    assertThat(serve()).contains("-XX:+UseParallelGC", "-XX:NewSize=10m", "-XX:MaxNewSize=93m");

    assertThat(serve("--set", "memory.total=8GiB"))
        .contains("-XX:+UseG1GC")
        .noneMatch(word -> word.contains("NewSize"));
  }

  @Test
  void whoeverSetsTheHeapDividesItToo() {
    checkout.environment.put("WEIR_JAVA_OPTS", "-Xmx64m");

    assertThat(serve()).contains("-Xms32m", "-Xmx64m").noneMatch(word -> word.contains("NewSize"));
  }

  @Test
  void olderJavaIsRefused() {
    checkout.jdk("11.0.2");

    var outcome = checkout.run("serve");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).singleElement().asString().contains("Java 11.0.2").contains("17");
  }

  @Test
  void javaWithoutReleaseFileIsAsked() {
    checkout.delete("jdk/release");
    checkout.script("jdk/bin/java", "echo 'openjdk version \"1.8.0_292\"' >&2");

    var outcome = checkout.run("serve");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).singleElement().asString().contains("Java 1.8.0_292");
  }

  @Test
  void wrongJavaHomeIsNamed() {
    checkout.environment.put("JAVA_HOME", "/no/such/jdk");

    var outcome = checkout.run("serve");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).singleElement().asString().contains("JAVA_HOME: /no/such/jdk");
  }

  private List<String> serve(String... arguments) {
    var words = new java.util.ArrayList<>(List.of("serve"));
    words.addAll(List.of(arguments));
    var outcome = checkout.run(words.toArray(String[]::new));
    assertThat(outcome.err()).isEmpty();
    return outcome.out();
  }

  private static String property(List<String> words, String name) {
    return words.stream()
        .filter(word -> word.startsWith("-D" + name + "="))
        .map(word -> word.substring(name.length() + 3))
        .findFirst()
        .orElseThrow();
  }
}
