package dev.weir.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** {@code bin/weir serve} as a process of its own, ended by its process id. */
final class WeirProcess implements AutoCloseable {
  private static final Pattern REGISTRY = Pattern.compile("registry +(http://\\S+)");

  private final Process process;
  private final Path output;

  private WeirProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it with these arguments after {@code serve}; port and data are the caller's. */
  static WeirProcess serve(String... arguments) {
    return serve(Map.of(), arguments);
  }

  /** The same with more in its environment, such as {@code WEIR_JAVA_OPTS}. */
  static WeirProcess serve(Map<String, String> environment, String... arguments) {
    try {
      var output = Files.createTempFile("weir", ".log");
      var command = new ArrayList<>(List.of(launcher().toString(), "serve"));
      command.addAll(Arrays.asList(arguments));
      var builder =
          new ProcessBuilder(command)
              .directory(output.toFile().getParentFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("WEIR_NO_BUILD", "1");
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().remove("WEIR_PUBLIC_NPMJS_URL");
      builder.environment().putAll(environment);
      return new WeirProcess(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code bin/weir} of this checkout. */
  static Path launcher() {
    var module = Path.of("").toAbsolutePath();
    var checkout = Files.exists(module.resolve("bin/weir")) ? module : module.resolve("..");
    return checkout.resolve("bin/weir").normalize();
  }

  /** Waits until it listens; its registry's base, ending in a slash. */
  String registry() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !process.isAlive() || REGISTRY.matcher(output()).find());
    var matcher = REGISTRY.matcher(output());
    if (!matcher.find()) {
      throw new IllegalStateException("weir did not start: " + output());
    }
    return matcher.group(1);
  }

  /** All that it has printed. */
  String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** SIGTERM, then the exit code. */
  int terminate() {
    process.destroy();
    return exitCode();
  }

  /** Waits for its end. */
  int exitCode() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("weir did not end: " + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The most memory it ever had resident, in bytes; Linux only. */
  long peakMemory() {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    exitCode();
    try {
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
