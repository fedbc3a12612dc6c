package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code bin/weir} starts the JVM of any other verb than {@code serve}. */
class LauncherAdminTest {
  private static final String USE = "-XX:SharedArchiveFile=";

  @TempDir Path folder;

  private Checkout checkout;

  @BeforeEach
  void makeCheckout() {
    checkout = new Checkout(folder).built();
  }

  @Test
  void argumentsReachTheVerbAsTheyAre() {
    var run = checkout.run("tag-resource", "--tags", "key=a b,value=*");

    assertThat(run.out())
        .containsSubsequence("dev.weir.cli.Main", "tag-resource", "--tags", "key=a b,value=*");
  }

  @Test
  void pipeIsNoTerminal() {
    assertThat(checkout.run("status").out()).doesNotContain("-Dweir.terminal=true");
  }

  @Test
  void classesAreArchivedBesideTheFirstVerbOfABuildAndUsedByLaterOnes() throws IOException {
    checkout = new Checkout(folder.resolve("other"));
    checkout.script(
        "jdk/bin/java",
        """
        for word in java "$@"; do
          case $word in
            -XX:ArchiveClassesAtExit=*) echo archive >"${word#*=}" ;;
          esac
          echo "$word"
        done""");

    var first = checkout.run("status");
    await().atMost(Duration.ofSeconds(30)).until(() -> archives().stream().anyMatch(this::isFull));
    var later = checkout.run("status");

    assertThat(first.out()).contains("status").noneMatch(word -> word.startsWith(USE));
    assertThat(later.out()).anyMatch(word -> word.startsWith(USE));
    assertThat(later.err()).isEmpty();
  }

  @Test
  void jvmThatCannotArchiveIsNotAskedAgainBeforeTheNextBuild() throws IOException {
    List<Path> tried = archives();

    var later = checkout.run("status");

    assertThat(tried).isNotEmpty().noneMatch(this::isFull);
    assertThat(later.out()).noneMatch(word -> word.startsWith(USE));
    assertThat(archives()).containsExactlyElementsOf(tried);
  }

  @Test
  void archiveOfAnOlderBuildIsNotUsed() throws IOException {
    for (Path archive : archives()) {
      Files.writeString(archive, "old");
      Files.setLastModifiedTime(archive, FileTime.from(Instant.EPOCH));
    }

    assertThat(checkout.run("status").out()).noneMatch(word -> word.startsWith(USE));
  }

  private boolean isFull(Path file) {
    return file.toFile().length() > 0;
  }

  private List<Path> archives() throws IOException {
    try (var files = Files.list(checkout.home.resolve("admin-cli/target/kept"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }
}
