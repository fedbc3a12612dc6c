package dev.weir.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** {@code bin/weir serve} of this build as a process, with a data folder of its own. */
public final class RealDaemon implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("registry +(http://[0-9.:]+)/");

  private final Process process;
  private final Path log;

  private RealDaemon(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts one.
   *
   * @param folder for its data and its log
   * @param origin what {@code public:npmjs} is
   */
  public static RealDaemon start(Path folder, String origin) {
    var log = folder.resolve("weir.log");
    var command =
        List.of(
            Checkout.launcher().toAbsolutePath().toString(),
            "serve",
            "--port=0",
            "--data=" + folder.resolve("data"),
            "--set=external-connections.public:npmjs.url=" + origin);
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("WEIR_NO_BUILD", "1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().remove("WEIR_PUBLIC_NPMJS_URL");
    builder.environment().remove("XDG_CONFIG_HOME");
    try {
      return new RealDaemon(builder.start(), log);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Waits until it listens; its address, without a slash at the end. */
  public String url() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !process.isAlive() || ADDRESS.matcher(log()).find());
    var found = ADDRESS.matcher(log());
    if (!found.find()) {
      throw new IllegalStateException("weir did not start: " + log());
    }
    return found.group(1);
  }

  private String log() {
    try {
      return Files.readString(log);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
