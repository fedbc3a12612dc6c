package dev.weir.testing.clients;

import dev.weir.testing.CommandResult;
import dev.weir.testing.Sandbox;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * An AWS CLI of this machine, called by its path. Each start costs about a second. Blocks; for one
 * thread.
 *
 * @param program its path
 * @param version as it says itself: {@code aws-cli/2.9.19}
 */
public record AwsCli(Path program, String version) {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Path DEBIANS = Path.of("/usr/bin/aws");
  private static final String DEBIANS_VERSION = "aws-cli/2.9.";

  /**
   * The one of Debian's package, which another may hide on the PATH. Without it the test is
   * skipped; where {@code CI} is {@code true} it fails.
   */
  public static AwsCli debian() {
    var found = Files.isExecutable(DEBIANS) ? version(DEBIANS) : "none";
    if (found.startsWith(DEBIANS_VERSION)) {
      return new AwsCli(DEBIANS, found);
    }
    var problem =
        "%s: %s (expected: %s*, of Debian's package awscli)"
            .formatted(DEBIANS, found, DEBIANS_VERSION);
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(problem);
    }
    return Assumptions.abort(problem);
  }

  /** Another version than Debian's, if the PATH has one. */
  public static Optional<AwsCli> another() {
    return folders()
        .map(folder -> folder.resolve("aws"))
        .filter(Files::isExecutable)
        .map(program -> new AwsCli(program, version(program)))
        .filter(cli -> cli.version.startsWith("aws-cli/"))
        .filter(cli -> !cli.version.startsWith(DEBIANS_VERSION))
        .findFirst();
  }

  /**
   * Runs {@code aws} with these arguments in the sandbox, with made-up credentials. Nothing is
   * paged through a program.
   *
   * @param first folders before all others of the PATH
   */
  public CommandResult run(Sandbox sandbox, List<String> arguments, Path... first) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(arguments);
    return sandbox.run(command, environment(first), LIMIT);
  }

  /** What a shell that the tutorial is pasted into has, beside {@code HOME}. */
  public static Map<String, String> environment(Path... first) {
    var all = new LinkedHashMap<String, String>();
    var path = Stream.concat(Arrays.stream(first).map(Path::toString), Stream.of(path())).toList();
    all.put("PATH", String.join(File.pathSeparator, path));
    all.put("LANG", "C.UTF-8");
    all.put("AWS_ACCESS_KEY_ID", "test");
    all.put("AWS_SECRET_ACCESS_KEY", "test");
    all.put("AWS_DEFAULT_REGION", "us-east-1");
    all.put("AWS_PAGER", "");
    // A pip-installed one may be found through pyenv, which looks below HOME otherwise.
    Optional.ofNullable(System.getenv("PYENV_ROOT")).ifPresent(root -> all.put("PYENV_ROOT", root));
    return all;
  }

  /** Its exit code for an error that the service answered: version 1 has one code for all. */
  public int refusal() {
    return version.startsWith("aws-cli/1.") ? 255 : 254;
  }

  private static String version(Path program) {
    try (var sandbox = Sandbox.create("aws")) {
      var said =
          sandbox.run(List.of(program.toString(), "--version"), environment(), LIMIT).output();
      return said.strip().split("\\s", 2)[0];
    }
  }

  private static Stream<Path> folders() {
    return Arrays.stream(path().split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of);
  }

  private static String path() {
    return System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
  }
}
