package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that take a byte a second of something large: a high water mark for each of them would be
 * more memory than there is.
 */
@Timeout(240)
class DripReadersIT {
  private static final int READERS = 600;
  private static final int SECONDS = 12;

  @TempDir Path data;

  @Test
  void sixHundredReadersOfAByteASecondHoldNoMoreThanTheirShare()
      throws IOException, InterruptedException {
    try (var weir = new UnderAttack(data)) {
      weir.origin.add(FixturePackage.of("huge").versions(1_500).packumentBytes(12_000_000));
      weir.origin.add(FixturePackage.of("heavy").versions("1.0.0").tarballBytes(50_000_000));
      prepared(weir.origin);
      var paths =
          new String[] {"huge", FixtureRegistry.tarballPath("heavy", "1.0.0").substring(1), "huge"};
      var readers = new ArrayList<SocketChannel>();
      for (int i = 0; i < READERS; i++) {
        var gzip = i % 3 == 2 ? "Accept-Encoding: gzip\r\n" : "";
        var reader =
            weir.attack(
                "GET /npm/local/dev/"
                    + paths[i % 3]
                    + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                    + gzip
                    + "\r\n",
                4096);
        reader.configureBlocking(false);
        readers.add(reader);
      }
      long taken = 0;
      for (int second = 0; second < SECONDS; second++) {
        TimeUnit.SECONDS.sleep(1);
        for (var reader : readers) {
          taken += takeOne(reader);
        }
      }
      assertThat(taken).isGreaterThan(READERS);
      weir.assertSurvived(READERS + " readers of a byte a second");
    }
  }

  /** Made before anyone waits for it. */
  private static void prepared(FixtureRegistry origin) throws IOException {
    assertThat(origin.tarball("heavy", "1.0.0").bytes()).hasSizeGreaterThan(49_000_000);
    try (var huge = origin.uri("/huge").toURL().openStream()) {
      assertThat(huge.readAllBytes()).hasSizeGreaterThan(10_000_000);
    }
  }

  private static long takeOne(SocketChannel reader) {
    try {
      return Math.max(0, reader.read(ByteBuffer.allocate(1)));
    } catch (IOException cut) {
      return 0;
    }
  }
}
