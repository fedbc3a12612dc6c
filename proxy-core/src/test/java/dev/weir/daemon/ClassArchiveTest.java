package dev.weir.daemon;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a JVM that makes a real archive, of a few classes. */
class ClassArchiveTest {
  private final ExecutorService executor = Executors.newSingleThreadExecutor();

  @TempDir Path folder;

  private Path archive;
  private Path list;

  @BeforeEach
  void writeList() throws IOException {
    archive = folder.resolve("weir.jsa");
    list = folder.resolve("weir.list");
    Files.writeString(list, "java/lang/Object\njava/lang/String\njava/util/Opt");
  }

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void archiveIsMadeAndNothingElseIsLeft() throws Exception {
    boolean made = archive().make().toCompletableFuture().get(60, SECONDS);

    assertThat(made).isTrue();
    assertThat(folder.toFile().list()).containsExactly("weir.jsa");
  }

  @Test
  void missingListIsNoFault() throws Exception {
    Files.delete(list);

    assertThat(archive().make().toCompletableFuture().get(60, SECONDS)).isFalse();
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void stopEndsTheWork() throws Exception {
    ClassArchive archive = archive();
    var made = archive.make();
    archive.closeAsync().toCompletableFuture().get(10, SECONDS);

    assertThat(made.toCompletableFuture().get(10, SECONDS)).isFalse();
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void onlyAnArchiveThatTheLauncherAsksForIsMade() {
    var properties = new Properties();
    assertThat(ClassArchive.wanted(properties, executor)).isEmpty();

    properties.setProperty("weir.cds.archive", archive.toString());
    properties.setProperty("weir.cds.classes", list.toString());
    assertThat(ClassArchive.wanted(properties, executor)).isPresent();
  }

  private ClassArchive archive() {
    return new ClassArchive(archive, list, someJar(), executor);
  }

  /** Archives take classes from jars only, and the tests' class path has folders. */
  private static String someJar() {
    return Stream.of(System.getProperty("java.class.path").split(":", -1))
        .filter(entry -> entry.endsWith(".jar"))
        .findFirst()
        .orElseThrow();
  }
}
