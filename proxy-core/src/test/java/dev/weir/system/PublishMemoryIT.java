package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.RawHttp;
import dev.weir.testing.documents.PublishedVersion;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** However long a tarball is that is published, little of it is in memory at a time. */
class PublishMemoryIT {
  private static final int MIB = 1 << 20;

  @Test
  void aTarballOf40MebibytesTakesLessThan8OfDirectMemory() throws IOException {
    try (var publishing = new Publishing()) {
      // What is allocated once, and not for each publish.
      publish(publishing, version("1.0.0", 4));
      long before = directMemory();

      long most = publish(publishing, version("1.1.0", 40));

      assertThat(most - before).isLessThan(8 * MIB);
      assertThat(publishing.weir().head("pkg/-/pkg-1.1.0.tgz").headers())
          .satisfies(
              headers ->
                  assertThat(headers.firstValueAsLong("Content-Length").orElse(0))
                      .isGreaterThan(40 * MIB));
    }
  }

  /** Otherwise the other test would show nothing. */
  @Test
  void whatIsMeasuredIsWhereNettysBuffersAre() {
    long before = directMemory();
    var buffer = Unpooled.directBuffer(MIB);
    try {
      assertThat(directMemory() - before).isGreaterThanOrEqualTo(MIB);
    } finally {
      buffer.release();
    }
  }

  private static PublishedVersion version(String version, int mebibytes) {
    return PublishedVersion.of("pkg", version).withFile("package/large", new byte[mebibytes * MIB]);
  }

  /** The most direct memory that was in use after each MiB of it was sent. */
  private static long publish(Publishing publishing, PublishedVersion version) throws IOException {
    var body = version.json();
    long most = 0;
    try (var client = RawHttp.connect(publishing.weir().registry())) {
      client.request("PUT", "/pkg", "Content-Length: " + body.length());
      for (int at = 0; at < body.length(); at += MIB) {
        client.send(body.substring(at, Math.min(body.length(), at + MIB)));
        most = Math.max(most, directMemory());
      }
      assertThat(client.readHead().status()).isEqualTo(201);
    }
    return Math.max(most, directMemory());
  }

  /** Of this process, the client's own included. */
  private static long directMemory() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
