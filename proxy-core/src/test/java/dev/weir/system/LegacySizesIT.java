package dev.weir.system;

import static dev.weir.system.LegacyDocument.dist;
import static dev.weir.system.LegacyDocument.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.NpmClient;
import dev.weir.testing.RawHttp;
import dev.weir.testing.documents.FixturePackage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that have grown for fifteen years: ten thousand versions, a readme of 10 MB. */
@LeaksCheckedAfterAll
class LegacySizesIT {
  private static final String ABBREVIATED = "application/vnd.npm.install-v1+json";
  private static final int VERSIONS = 10_000;
  private static final long MEMORY_LIMIT = 600L << 20;

  @TempDir Path data;

  @Test
  void tenThousandVersionsGoThroughUnharmedWithinTheMemory() throws IOException {
    Assumptions.assumeTrue(NpmClient.isOnPath(), "no npm on the PATH");
    try (var origin = FixtureRegistry.start()) {
      var last = "0.0." + (VERSIONS - 1);
      origin.add(FixturePackage.of("aged").versions(last));
      var document = aged(origin, origin.tarball("aged", last).integrity());
      var bytes = document.atOrigin();
      assertThat(bytes).hasSizeGreaterThan(10_000_000);
      origin.page("/aged", "application/json", bytes);

      try (var weir =
          WeirProcess.serve(
              "--port=0",
              "--data=" + data,
              "--set=memory.total=512MiB",
              "--set=storage.min-free=64MiB",
              "--set=external-connections.\"public:npmjs\".url=" + origin.url())) {
        var full = document.full(weir.registry());
        var abbreviated =
            document.abbreviated(
                weir.registry(),
                "\"2012-03-04T05:06:07.890Z\"",
                "{\"latest\":\"%s\"}".formatted(last));
        for (int i = 0; i < 2; i++) {
          assertSame(weir.registry(), "*/*", full);
          assertSame(weir.registry(), ABBREVIATED, abbreviated);
        }
        assertThat(origin.requests("/aged")).isEqualTo(1);
        npmInstalls(weir.registry(), last);
        assertThat(weir.peakMemory()).as("peak resident bytes").isLessThan(MEMORY_LIMIT);
        assertThat(weir.output()).doesNotContain("LEAK", "OutOfMemory");
        assertThat(weir.terminate()).isZero();
      }
    }
  }

  @Test
  void aReadmeOfTenMegabytesGoesThroughUnharmed() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      var document =
          LegacyDocument.of("wordy")
              .tags("{\"latest\":\"1.0.0\"}")
              .version(
                  "1.0.0",
                  "\"readme\":\"" + "\\u00e9 \u00e9\\n".repeat(200_000) + "\"",
                  dist(url("http://registry.example/wordy.tgz", "wordy/-/wordy.tgz")))
              .member("\"readme\":\"" + "w\u00f6rd \\uD800 ".repeat(900_000) + "\"");
      assertThat(document.atOrigin()).hasSizeGreaterThan(10_000_000);
      origin.page("/wordy", "application/json", document.atOrigin());

      assertThat(weir.bytes("wordy").body()).isEqualTo(document.full(weir.registry()));
      assertThat(weir.bytes("wordy", "Accept", ABBREVIATED).body())
          .isEqualTo(document.abbreviated(weir.registry(), "", "{\"latest\":\"1.0.0\"}"));
    }
  }

  private static LegacyDocument aged(FixtureRegistry origin, String integrity) {
    var document =
        LegacyDocument.of("aged").tags("{\"latest\":\"0.0.%d\"}".formatted(VERSIONS - 1));
    var filler = "\"x\":[1e400,\"\\uD800\"],\"_from\":\"" + "old ".repeat(200) + "\"";
    var versions = new LinkedHashMap<String, List<String>>();
    var times = new LinkedHashMap<String, String>();
    for (int i = 0; i < VERSIONS; i++) {
      var version = "0.0." + i;
      var file = "aged/-/aged-%s.tgz".formatted(version);
      versions.put(
          version,
          List.of(
              "\"name\":\"aged\"",
              "\"version\":\"" + version + "\"",
              filler,
              dist(url(origin.url() + file, file), "\"integrity\":\"" + integrity + "\"")));
      times.put(version, "\"2011-01-01T00:00:00.000Z\"");
    }
    times.put("modified", "\"2012-03-04T05:06:07.890Z\"");
    return document.versions(versions).times(times);
  }

  private static void assertSame(String registry, String accept, byte[] expected)
      throws IOException {
    assertThat(get(registry, accept, "identity")).isEqualTo(expected);
    var gzip = new ByteArrayInputStream(get(registry, accept, "gzip"));
    assertThat(new GZIPInputStream(gzip).readAllBytes()).isEqualTo(expected);
  }

  private static byte[] get(String registry, String accept, String coding) throws IOException {
    try (var http = RawHttp.connect(registry).patience(Duration.ofSeconds(60))) {
      http.get("/aged", "Accept: " + accept, "Accept-Encoding: " + coding);
      var head = http.readHead();
      assertThat(head.status()).isEqualTo(200);
      var body = http.readBody(head);
      assertThat(body.complete()).isTrue();
      return body.bytes();
    }
  }

  private static void npmInstalls(String registry, String version) {
    try (var npm = NpmClient.of(registry)) {
      npm.dependsOn(Map.of("aged", version));
      var result = npm.install();
      assertThat(result.succeeded()).as(result.output()).isTrue();
      assertThat(npm.installed()).isEqualTo(Map.of("aged", version));
    }
  }
}
