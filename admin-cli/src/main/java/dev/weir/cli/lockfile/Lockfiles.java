package dev.weir.cli.lockfile;

import dev.weir.cli.Failure;
import dev.weir.cli.json.MalformedJsonException;
import dev.weir.cli.yaml.MalformedYamlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads lockfiles. They are written by strangers' programs and may hold anything: their size is
 * bounded, and what is wrong with one is told with its line.
 */
public final class Lockfiles {
  /** The greatest that were seen have 10 MiB. */
  static final int LARGEST = 32 << 20;

  private static final List<String> NAMES =
      List.of(
          "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock");
  private static final String CONFLICT = "<<<<<<< ";

  private Lockfiles() {}

  /** Those that lie in a folder, under the names that their programs give them. */
  public static List<Path> in(Path folder) {
    return NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).toList();
  }

  /** Whose lockfile this is; a {@link Failure} if it cannot be read or is none. */
  public static LockfileFormat format(Path file) {
    return format(file, text(file));
  }

  /** What a lockfile has; a {@link Failure} with file and line if it is none. */
  public static Lockfile read(Path file) {
    var text = text(file);
    var format = format(file, text);
    try {
      checkMerged(text);
      return format.read(text);
    } catch (MalformedLockfileException wrong) {
      throw failure(file, wrong.line(), String.valueOf(wrong.getMessage()));
    } catch (MalformedJsonException wrong) {
      throw failure(file, wrong.line(), "not JSON: " + wrong.getMessage());
    } catch (MalformedYamlException wrong) {
      throw failure(file, wrong.line(), "not YAML as lockfiles have it: " + wrong.getMessage());
    }
  }

  private static LockfileFormat format(Path file, String text) {
    return LockfileFormat.of(name(file), text)
        .orElseThrow(
            () ->
                Failure.usage(
                    "%s: no lockfile (expected: %s)".formatted(file, String.join(", ", NAMES))));
  }

  private static String text(Path file) {
    if (name(file).endsWith(".lockb")) {
      throw Failure.usage(
          "%s: binary (expected: bun.lock, as bun install --save-text-lockfile makes it)"
              .formatted(file));
    }
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw Failure.usage(
            "%s: too large (expected: at most %d MiB)".formatted(file, LARGEST >> 20));
      }
      var text = new String(bytes, StandardCharsets.UTF_8);
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (NoSuchFileException none) {
      throw Failure.usage("%s: no such file (expected: a lockfile)".formatted(file));
    } catch (IOException unreadable) {
      throw Failure.usage("%s: cannot be read: %s".formatted(file, unreadable.getMessage()));
    }
  }

  private static String name(Path file) {
    var name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  private static void checkMerged(String text) {
    int at = text.startsWith(CONFLICT) ? 0 : text.indexOf("\n" + CONFLICT) + 1;
    if (text.startsWith(CONFLICT, at)) {
      int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
      throw new MalformedLockfileException(
          line, "a merge that is not resolved (expected: one side)");
    }
  }

  private static Failure failure(Path file, int line, String message) {
    var place = Stream.of(file.toString(), line == 0 ? "" : Integer.toString(line));
    var where = place.filter(part -> !part.isEmpty()).reduce((a, b) -> a + ":" + b).orElse("");
    return Failure.usage(where + ": " + message.lines().findFirst().orElse(message));
  }
}
