package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is spoiled on disk is found by its checksum, dropped, counted and fetched again. */
@LeaksCheckedAfterAll
class CorruptBlobIT {
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";

  /** One that would become hot, and two that are read from the store a chunk at a time. */
  @ParameterizedTest
  @ValueSource(ints = {500_000, 1_500_000, 5_000_000})
  void aSpoiledTarballIsServedRightAllTheSame(int size) throws IOException {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(size));
      var right = weir.bytes(TARBALL).body();
      spoil(weir);

      // The client notices nothing, wherever in the body the fault is.
      assertThat(weir.bytes(TARBALL).body()).isEqualTo(right);

      assertThat(origin.requests("/" + TARBALL)).isEqualTo(2);
      assertThat(weir.metric("weir_integrity_failures_total", "kind=\"tarball\"")).isEqualTo(1);
      assertThat(weir.bytes(TARBALL).body()).isEqualTo(right);
      assertThat(origin.requests("/" + TARBALL)).as("stored again").isEqualTo(2);
    }
  }

  @Test
  void aPartWhoseFirstReadIsSpoiledIsServedRight() throws IOException {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(3_000_000));
      var right = weir.bytes(TARBALL).body();
      spoil(weir);

      var part = weir.bytes(TARBALL, "Range", "bytes=1000000-1999999");

      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(right, 1_000_000, 2_000_000));
      assertThat(weir.metric("weir_integrity_failures_total", "kind=\"tarball\"")).isEqualTo(1);
    }
  }

  @Test
  void aSpoiledTarballWhoseOriginIsDownIsNeverServedWrong() throws IOException {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(500_000));
      var right = weir.bytes(TARBALL).body();
      spoil(weir);
      origin.stop();

      assertThat(weir.get(TARBALL).statusCode()).isIn(502, 503, 504);

      origin.restart();
      org.awaitility.Awaitility.await()
          .atMost(java.time.Duration.ofSeconds(20))
          .until(() -> Arrays.equals(weir.bytes(TARBALL).body(), right));
    }
  }

  @Test
  void aSpoiledPackumentIsFetchedAgain() throws IOException {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions(200).packumentBytes(900_000));
      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
      spoil(weir);

      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);

      assertThat(origin.requests("/pkg")).isEqualTo(2);
      assertThat(weir.metric("weir_integrity_failures_total", "kind=\"packument\"")).isEqualTo(1);
      weir.restart();
      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
      assertThat(origin.requests("/pkg")).as("stored again").isEqualTo(2);
    }
  }

  /** Turns one byte in the middle of each blob file over, while the daemon is stopped. */
  private static void spoil(WeirUnderTest weir) throws IOException {
    weir.stop();
    int spoiled = 0;
    try (var files = Files.list(weir.data().resolve("cache"))) {
      for (var file : files.filter(f -> f.toString().endsWith(".blob")).toList()) {
        flip(file);
        spoiled++;
      }
    }
    assertThat(spoiled).isPositive();
    weir.restart();
  }

  private static void flip(Path path) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      long middle = file.length() / 2;
      file.seek(middle);
      int old = file.read();
      file.seek(middle);
      file.write(old ^ 0xff);
    }
  }
}
