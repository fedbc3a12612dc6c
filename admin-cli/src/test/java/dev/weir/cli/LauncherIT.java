package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with what this build made, through a link, from another folder. */
class LauncherIT {
  /** What is there was just built; the build under test must not start another. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("WEIR_NO_BUILD", "1", "JAVA_HOME", System.getProperty("java.home"));

  @TempDir Path folder;

  @Test
  void versionIsShownThroughLinkFromAnotherFolder() throws IOException {
    Path real = Files.createSymbolicLink(folder.resolve("real"), Checkout.launcher().toRealPath());
    Path link = Files.createSymbolicLink(folder.resolve("weir"), real.getFileName());

    var outcome = Checkout.run(link, folder, ENVIRONMENT, "--version");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).singleElement().asString().startsWith("weir ");
  }

  @Test
  void helpIsShown() throws IOException {
    var outcome = Checkout.run(Checkout.launcher().toRealPath(), folder, ENVIRONMENT, "--help");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).anyMatch(line -> line.contains("serve"));
  }

  @Test
  void unknownVerbIsWrongUsage() throws IOException {
    var outcome = Checkout.run(Checkout.launcher().toRealPath(), folder, ENVIRONMENT, "srve");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).isNotEmpty();
  }
}
