package dev.weir.system;

import static dev.weir.system.Secrets.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.clients.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package that is longer than the daemon's heap; of direct memory see PublishMemoryIT. */
class LargePackageIT {
  private static final String NAME = "@large/package";
  private static final int LENGTH = 100 << 20;

  @TempDir Path data;

  @Test
  void npmPublishesAndInstalls100MebibytesWithAHeapOf96() throws IOException {
    try (var weir =
        WeirProcess.serve(
            Map.of("WEIR_JAVA_OPTS", "-Xmx96m"),
            "--port=0",
            "--data=" + data,
            "--set=memory.total=512MiB",
            "--set=storage.min-free=16MiB",
            "--set=private-scopes=@large")) {
      publishAndInstall(weir.registry());

      assertThat(weir.output()).doesNotContain("OutOfMemory", "no memory for a reply");
      assertThat(weir.terminate()).isZero();
    }
  }

  private static void publishAndInstall(String registry) throws IOException {
    try (var author = Client.NPM_11.author(registry);
        var project = Client.NPM_11.project(registry).dependsOn(Map.of(NAME, "1.0.0"))) {
      var sent = author.folder().resolve("large.bin");
      Files.write(sent, noise());

      assertDone(author.publish(NAME, "1.0.0"));
      assertDone(project.install());

      var installed = project.project().resolve("node_modules/" + NAME + "/large.bin");
      assertThat(Files.mismatch(sent, installed)).isEqualTo(-1);
    }
  }

  /** Nothing makes it shorter. */
  private static byte[] noise() {
    var bytes = new byte[LENGTH];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
