package dev.weir.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A folder that looks like a checkout, with the real launcher, a {@code java} that only writes down
 * how it was called and an {@code mvn} that makes empty jars.
 */
final class Checkout {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  final Path home;
  final Map<String, String> environment = new HashMap<>();

  /** What came of a call. */
  record Outcome(int code, List<String> out, List<String> err) {}

  Checkout(Path folder) {
    this.home = folder.resolve("check out"); // a blank, since a home folder may have one
    copy(launcher(), home.resolve("bin/weir"));
    for (String module : List.of("storage", "proxy-core", "admin-cli")) {
      source(module + "/pom.xml");
      source(module + "/src/main/java/A.java");
    }
    source("pom.xml");
    script("jdk/bin/java", "for word in java \"$@\"; do echo \"$word\"; done");
    jdk("17.0.15");
    script("path/mvn", "touch " + quoted("mvn-ran") + makeJars());
    environment.put("JAVA_HOME", home.resolve("jdk").toString());
    environment.put("HOME", home.resolve("user").toString());
    environment.put("PATH", home.resolve("path") + ":" + System.getenv("PATH"));
  }

  static Path launcher() {
    return Path.of(System.getProperty("basedir", "."), "..", "bin", "weir").normalize();
  }

  void jdk(String version) {
    var release =
        "JAVA_VERSION=\"%s\"\nJAVA_RUNTIME_VERSION=\"%s+6\"\n".formatted(version, version);
    write(home.resolve("jdk/release"), release);
  }

  Checkout built() {
    run("--version");
    delete("mvn-ran");
    return this;
  }

  boolean mavenRan() {
    return Files.exists(home.resolve("mvn-ran"));
  }

  void edit(String file) {
    write(home.resolve(file), "changed");
  }

  void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  void delete(String file) {
    try {
      Files.deleteIfExists(home.resolve(file));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Outcome run(String... arguments) {
    return run(home.resolve("bin/weir"), home, environment, arguments);
  }

  static Outcome run(Path weir, Path folder, Map<String, String> environment, String... arguments) {
    var command = new ArrayList<String>(List.of(weir.toString()));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile("weir", ".out");
      Path err = Files.createTempFile("weir", ".err");
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("WEIR_"));
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still running: " + command);
      }
      var outcome =
          new Outcome(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
      Files.delete(out);
      Files.delete(err);
      return outcome;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  void script(String file, String lines) {
    Path script = home.resolve(file);
    write(script, "#!/bin/sh\n" + lines + "\n");
    executable(script);
  }

  private static void executable(Path file) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String makeJars() {
    var lines = new StringBuilder();
    for (String module : List.of("proxy-core", "admin-cli")) {
      lines.append("\nmkdir -p ").append(quoted(module + "/target/lib"));
      lines.append("\ntouch ").append(quoted(module + "/target/weir-" + module + ".jar"));
    }
    return lines.toString();
  }

  private String quoted(String file) {
    return '"' + home.resolve(file).toString() + '"';
  }

  private void source(String file) {
    Path source = home.resolve(file);
    write(source, "");
    try {
      Files.setLastModifiedTime(source, FileTime.from(LONG_AGO));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    executable(to);
  }
}
