package dev.weir.testing.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FixturePackageTest {
  @Test
  void whatIsSaidOfAllVersionsHoldsForThoseNamedBeforeAndAfter() {
    var described = FixturePackage.of("a").versions("1.0.0").tarballBytes(9_000).versions("1.1.0");

    assertThat(described.resolved())
        .extracting(FixtureVersion::tarballBytes)
        .containsExactly(9_000, 9_000);
  }

  @Test
  void oneVersionMayDifferFromTheOthers() {
    var described =
        FixturePackage.of("a")
            .versions("1.0.0")
            .dependsOn("x", "^1.0.0")
            .version("2.0.0", v -> v.dependsOn("y", "^2.0.0"));

    assertThat(described.resolved().get(0).fields().toString()).contains("x=^1.0.0");
    assertThat(described.resolved().get(1).fields().toString()).contains("x=^1.0.0, y=^2.0.0");
  }

  @Test
  void latestIsTheVersionNamedLastUnlessTagged() {
    var described = FixturePackage.of("a").versions("1.0.0", "2.0.0-rc.1");

    assertThat(described.distTags()).containsEntry("latest", "2.0.0-rc.1");
    assertThat(described.tag("latest", "1.0.0").distTags()).containsEntry("latest", "1.0.0");
  }

  @Test
  void countedVersionsAreAllDifferent() {
    assertThat(FixturePackage.of("a").versions(2_500).resolved())
        .extracting(FixtureVersion::version)
        .doesNotHaveDuplicates()
        .startsWith("1.0.0", "1.0.1")
        .endsWith("25.9.9");
  }

  @Test
  void modifiedIsTheNewestTime() {
    var time = Instant.parse("2031-01-01T00:00:00Z");
    var described =
        FixturePackage.of("a").version("1.0.0", v -> v.publishedAt(time)).versions("1.0.1");

    assertThat(Packument.modified(described)).isEqualTo(time);
  }

  @Test
  void tarballIsNamedWithoutTheScopeUnlessToldOtherwise() {
    var described =
        FixturePackage.of("@s/a").versions("1.0.0").version("1.1.0", v -> v.file("a-01.1.tgz"));

    assertThat(described.resolved())
        .extracting(FixtureVersion::file)
        .containsExactly("a-1.0.0.tgz", "a-01.1.tgz");
  }
}
