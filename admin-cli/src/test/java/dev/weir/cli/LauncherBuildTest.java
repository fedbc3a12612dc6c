package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When {@code bin/weir} builds, and when it leaves things alone. */
class LauncherBuildTest {
  @TempDir Path folder;

  private Checkout checkout;

  @BeforeEach
  void makeCheckout() {
    checkout = new Checkout(folder);
  }

  @Test
  void missingJarsAreBuiltAndOneLineSaysSo() {
    var outcome = checkout.run("--version");

    assertThat(checkout.mavenRan()).isTrue();
    assertThat(outcome.err()).singleElement().asString().contains("building the jars");
    assertThat(outcome.out()).contains("dev.weir.cli.Main", "--version");
  }

  @Test
  void nothingIsBuiltTwice() {
    checkout.built();

    var outcome = checkout.run("--version");

    assertThat(checkout.mavenRan()).isFalse();
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void newerSourceOfEachModuleIsBuilt() {
    for (String file :
        new String[] {
          "storage/src/main/java/A.java", "proxy-core/src/main/java/B.java", "admin-cli/pom.xml"
        }) {
      checkout.built();
      checkout.edit(file);

      checkout.run("--version");

      assertThat(checkout.mavenRan()).as(file).isTrue();
    }
  }

  @Test
  void jarsThatMavenMadeByItselfCountAsBuilt() {
    checkout.built();
    checkout.delete("target/weir-built");

    checkout.run("--version");

    assertThat(checkout.mavenRan()).isFalse();
  }

  @Test
  void withoutMavenThatIsSaid() {
    checkout.script("path/mvn", "");
    checkout.delete("path/mvn");
    checkout.environment.put("PATH", onlyCoreutils());

    var outcome = checkout.run("--version");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).singleElement().asString().contains("no mvn on the PATH");
  }

  @Test
  void withoutMavenWhatWasBuiltIsStarted() {
    checkout.built();
    checkout.edit("proxy-core/src/main/java/A.java");
    checkout.delete("path/mvn");
    checkout.environment.put("PATH", onlyCoreutils());

    var outcome = checkout.run("--version");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).singleElement().asString().contains("starting what was built");
  }

  @Test
  void failedBuildStopsTheStart() {
    checkout.script("path/mvn", "echo broken; exit 1");

    var outcome = checkout.run("serve");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("broken");
    assertThat(checkout.home.resolve("target/weir-build.lock")).doesNotExist();
  }

  @Test
  void lockOfAnOwnerThatDiedIsTaken() {
    checkout.write(checkout.home.resolve("target/weir-build.lock/pid"), "999999999");

    var outcome = checkout.run("--version");

    assertThat(outcome.code()).isZero();
    assertThat(checkout.mavenRan()).isTrue();
  }

  @Test
  void buildCanBeForbidden() {
    checkout.environment.put("WEIR_NO_BUILD", "1");

    var outcome = checkout.run("--version");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(checkout.mavenRan()).isFalse();
  }

  /** A PATH of the tools that the launcher may use, and no others. */
  private String onlyCoreutils() {
    for (String tool :
        new String[] {"find", "head", "readlink", "mkdir", "cat", "cksum", "rm", "mv"}) {
      checkout.script("tools/" + tool, "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
    }
    return checkout.home.resolve("tools").toString();
  }
}
