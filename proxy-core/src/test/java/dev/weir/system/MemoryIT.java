package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.HerdReply;
import dev.weir.testing.RawHttp;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The budget holds whatever the clients and packages do: told by the kernel's own count. */
class MemoryIT {
  private static final long LIMIT = 600L << 20;
  private static final int READERS = 50;
  private static final int SLOW = 10;

  @TempDir Path data;

  @Test
  void fiftyReadersOfAHugePackumentAndTarballStayWithinTheBudget() throws IOException {
    Assumptions.assumeTrue(java.nio.file.Files.exists(Path.of("/proc/self/status")), "no /proc");
    try (var origin = FixtureRegistry.start();
        var herd = new Herd()) {
      origin.add(FixturePackage.of("huge").versions(2_500).packumentBytes(23_000_000));
      origin.add(FixturePackage.of("heavy").versions("1.0.0").tarballBytes(100_000_000));
      var tarball = FixtureRegistry.tarballPath("heavy", "1.0.0").substring(1);
      try (var weir =
          WeirProcess.serve(
              "--port=0",
              "--data=" + data,
              "--set=memory.total=512MiB",
              "--set=storage.min-free=64MiB",
              "--set=external-connections.\"public:npmjs\".url=" + origin.url())) {
        var registry = weir.registry();
        var slow = slowReaders(registry, "/huge", "/" + tarball);

        for (int round = 0; round < 2; round++) {
          assertAllAlike(herd.get(READERS, URI.create(registry + "huge")), 20_000_000);
          assertAllAlike(
              herd.get(READERS, URI.create(registry + "huge"), "Accept-Encoding", "gzip"), 100_000);
          assertAllAlike(
              herd.get(READERS, URI.create(registry + "huge"), "Accept-Encoding", "zstd"), 100_000);
          assertAllAlike(herd.get(READERS, URI.create(registry + tarball)), 100_000_000);
        }
        everythingAtOnce(herd, registry, tarball);

        assertThat(weir.peakMemory()).as("peak resident bytes").isLessThan(LIMIT);
        for (var reader : slow) {
          reader.close();
        }
        assertThat(weir.output()).doesNotContain("LEAK", "OutOfMemory");
        assertThat(weir.terminate()).isZero();
      }
      assertThat(origin.requests("/huge")).isEqualTo(1);
    }
  }

  private static void everythingAtOnce(Herd herd, String registry, String tarball) {
    var uris = new ArrayList<URI>();
    for (int i = 0; i < READERS / 2; i++) {
      uris.add(URI.create(registry + "huge"));
      uris.add(URI.create(registry + tarball));
    }
    assertThat(herd.start(uris).stream().map(CompletableFuture::join))
        .allMatch(reply -> reply.is(200));
  }

  /** Clients that ask, take the head and a little, and then dawdle. */
  private static List<RawHttp> slowReaders(String registry, String... paths) throws IOException {
    var readers = new ArrayList<RawHttp>();
    for (var path : paths) {
      for (int i = 0; i < SLOW; i++) {
        var reader = RawHttp.connect(registry, 4096).patience(java.time.Duration.ofSeconds(30));
        reader.get(path);
        assertThat(reader.readHead().status()).isEqualTo(200);
        reader.readExactly(1000);
        readers.add(reader);
      }
    }
    return readers;
  }

  private static void assertAllAlike(List<HerdReply> replies, long atLeast) {
    assertThat(replies).hasSize(READERS).allMatch(reply -> reply.is(200));
    assertThat(replies.stream().map(HerdReply::sha512).distinct()).hasSize(1);
    assertThat(replies.get(0).bytes()).isGreaterThanOrEqualTo(atLeast);
  }
}
