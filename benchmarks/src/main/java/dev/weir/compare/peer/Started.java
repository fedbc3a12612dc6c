package dev.weir.compare.peer;

import dev.weir.compare.process.Leftovers;
import dev.weir.compare.process.Running;
import dev.weir.compare.wire.Header;
import dev.weir.compare.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * A server that runs, and the folder that goes with it.
 *
 * @param base without a slash at the end
 */
record Started(Running running, URI base, Path folder) implements AutoCloseable {
  private static final Duration TIME_TO_START = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(5);

  Started {
    Leftovers.add(this);
  }

  /** A folder that is deleted when the server is closed. */
  static Path newFolder(String name) throws IOException {
    return Files.createTempDirectory("weir-compare-" + name + "-");
  }

  /** A port that nothing listens on now. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static URI loopback(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Waits until it answers a ping, however it does. */
  Started awaitReady() throws IOException {
    long deadline = System.nanoTime() + TIME_TO_START.toNanos();
    while (!answers()) {
      if (!running.isAlive() || System.nanoTime() > deadline) {
        var failure = running.failure(running.isAlive() ? "does not answer" : "ended");
        close();
        throw failure;
      }
      pause();
    }
    return this;
  }

  private boolean answers() {
    try (var wire = Wire.connect(base)) {
      return wire.get(base.getPath() + "/-/ping", List.<Header>of()).status() > 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    Leftovers.remove(this);
    running.close();
    deleted(folder);
  }

  private static void deleted(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
