package dev.weir.cli.codeartifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.FakeDaemon;
import dev.weir.cli.Weir;
import dev.weir.cli.Weir.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads of a version's file. */
class AssetVerbTest {
  @TempDir Path folder;

  @Test
  void fileIsWrittenAndItsNameIsPrinted() {
    try (var daemon = FakeDaemon.start()) {
      daemon.answers(
          200,
          Map.of(
              "Content-Type", "application/octet-stream",
              "X-AssetName", "package.tgz",
              "X-PackageVersion", "1.0.0",
              "X-PackageVersionRevision", "R="),
          "the bytes");

      var run = download(daemon.url(), "a.tgz");

      assertThat(run.err()).isEmpty();
      assertThat(folder.resolve("a.tgz")).hasContent("the bytes");
      assertThat(run.out().replaceAll("\\s+", ""))
          .isEqualTo(
              "{\"assetName\":\"package.tgz\",\"packageVersion\":\"1.0.0\","
                  + "\"packageVersionRevision\":\"R=\"}");
    }
  }

  @Test
  void downloadThatBreaksOffLeavesWhatWasThere() throws IOException {
    Files.writeString(folder.resolve("a.tgz"), "before");
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var sender = new Thread(() -> sendHalf(server));
      sender.start();

      var run = download("http://127.0.0.1:" + server.getLocalPort(), "a.tgz");

      assertThat(run.code()).isEqualTo(3);
      assertThat(run.err().lines())
          .singleElement()
          .asString()
          .contains("broke off after 4 of 100 bytes");
    }
    assertThat(folder.resolve("a.tgz")).hasContent("before");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void linkStaysOneAndItsTargetIsWritten() throws IOException {
    Files.createDirectory(folder.resolve("there"));
    Files.writeString(folder.resolve("there/b.tgz"), "before");
    Files.createSymbolicLink(folder.resolve("a.tgz"), Path.of("there", "b.tgz"));
    try (var daemon = FakeDaemon.start()) {
      daemon.answers("the bytes");

      assertThat(download(daemon.url(), "a.tgz").code()).isZero();
    }
    assertThat(folder.resolve("a.tgz")).isSymbolicLink();
    assertThat(folder.resolve("there/b.tgz")).hasContent("the bytes");
    assertThat(folder.resolve("there")).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void fileHasThePermissionsOfAnyNewOne() throws IOException {
    var other = Files.createFile(folder.resolve("other"));
    try (var daemon = FakeDaemon.start()) {
      daemon.answers("the bytes");

      assertThat(download(daemon.url(), "a.tgz").code()).isZero();
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("a.tgz")))
        .isEqualTo(Files.getPosixFilePermissions(other));
  }

  @Test
  void folderThatIsNoneIsToldBeforeAnythingIsAsked() {
    try (var daemon = FakeDaemon.start()) {
      var run = download(daemon.url(), "none/a.tgz");

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).startsWith("weir: OUTFILE: ").contains("a folder that is there");
      assertThat(daemon.asked()).isEmpty();
    }
  }

  @Test
  void placeThatCannotBeWrittenIsNotTheDaemonsFault() throws IOException {
    Files.createDirectories(folder.resolve("a.tgz/in the way"));
    try (var daemon = FakeDaemon.start()) {
      var run = download(daemon.url(), "a.tgz");

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).startsWith("weir: OUTFILE: ");
    }
  }

  private Outcome download(String url, String file) {
    return Weir.of(url)
        .in(folder)
        .run(
            AssetVerb.NAME,
            "--domain=d1",
            "--repository=r1",
            "--format=npm",
            "--package=lodash",
            "--package-version=1.0.0",
            "--asset=package.tgz",
            file);
  }

  private static void sendHalf(ServerSocket server) {
    var half = "HTTP/1.1 200 OK\r\nx-amzn-RequestId: r\r\nContent-Length: 100\r\n\r\nhalf";
    try (var socket = server.accept()) {
      socket.getInputStream().read(new byte[4096]);
      socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException closed) {
      // The test is over.
    }
  }
}
