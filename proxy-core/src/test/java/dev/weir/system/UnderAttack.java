package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A daemon of 512 MiB with an origin behind it and good clients that are served all the time; an
 * attack goes on beside them, from another address.
 */
final class UnderAttack implements AutoCloseable {
  /** What {@link MemoryIT} allows: the budget, and what a JVM takes that nothing bounds. */
  private static final long MEMORY = 600L << 20;

  /** Far more than any takes on a busy machine; a daemon that stands still is beyond it. */
  private static final Duration SLOWEST = Duration.ofSeconds(30);

  private static final byte[] ATTACKER = {127, 0, 0, 2};

  final FixtureRegistry origin = FixtureRegistry.start();
  private final WeirProcess weir;
  private final String registry;
  private final GoodClients good;
  private final List<SocketChannel> open = new ArrayList<>();

  UnderAttack(Path data, String... settings) {
    for (int i = 0; i < GoodClients.PACKAGES; i++) {
      origin.add(FixturePackage.of("good-" + i).versions(5).tarballBytes(200_000));
    }
    var arguments =
        new ArrayList<>(
            List.of(
                "--port=0",
                "--data=" + data,
                "--set=memory.total=512MiB",
                "--set=storage.min-free=64MiB",
                // The origin lives in a process that attacks, on a machine that may be busy.
                "--set=upstream.first-byte-timeout=40s",
                "--set=upstream.head-deadline=45s",
                "--set=upstream.breaker-failures=1000",
                "--set=external-connections.\"public:npmjs\".url=" + origin.url()));
    Arrays.stream(settings).map(setting -> "--set=" + setting).forEach(arguments::add);
    weir = WeirProcess.serve(arguments.toArray(String[]::new));
    registry = weir.registry();
    good = new GoodClients(registry, origin);
  }

  String registry() {
    return registry;
  }

  long peakMemory() {
    return weir.peakMemory();
  }

  /** A connection from the attacker's address, which sends {@code text}. */
  SocketChannel attack(String text) {
    return attack(text, 0);
  }

  /** The same with a receive buffer of about so many bytes. */
  SocketChannel attack(String text, int receiveBuffer) {
    try {
      var channel = SocketChannel.open();
      if (receiveBuffer > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
      }
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.bind(new InetSocketAddress(InetAddress.getByAddress(ATTACKER), 0));
      channel.connect(
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), URI.create(registry()).getPort()));
      if (!text.isEmpty()) {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
      }
      open.add(channel);
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends without waiting; false if the connection has gone. */
  static boolean send(SocketChannel channel, String text) {
    try {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  /** All that comes until the end, or as much as came before a reset. */
  static String readAll(SocketChannel channel) {
    var bytes = ByteBuffer.allocate(1 << 16);
    try {
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // goes on
      }
    } catch (IOException reset) {
      // what came before it counts
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
  }

  /** Closes by reset, as clients do that vanish. */
  static void vanish(SocketChannel channel) {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.close();
    } catch (IOException alreadyGone) {
      // as intended
    }
  }

  /**
   * Good clients have been served throughout and are while the attack's connections are still open,
   * memory stayed in its budget, and it still stops.
   */
  void assertSurvived(String attack) {
    long served = good.stop();
    System.out.printf(
        "%s: peak memory %d MiB, good requests served %d, the slowest in %d ms%n",
        attack, peakMemory() >> 20, served, good.slowest().toMillis());
    assertThat(served).as("requests of good clients").isGreaterThan(20);
    assertThat(good.slowest()).as("slowest good request").isLessThan(SLOWEST);
    assertThat(peakMemory()).as("peak resident bytes").isLessThan(MEMORY);
    open.forEach(UnderAttack::vanish);
    assertThat(weir.output()).doesNotContain("LEAK", "OutOfMemory", "internal error");
    assertThat(weir.terminate()).isZero();
  }

  @Override
  public void close() {
    open.forEach(UnderAttack::vanish);
    good.stopQuietly();
    weir.close();
    origin.close();
  }
}
