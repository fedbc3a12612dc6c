package dev.weir.testing.clients;

import dev.weir.testing.CommandResult;
import dev.weir.testing.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A script of ours that uses a package which is installed beside the clients. Blocks. */
public final class NodeScript {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private NodeScript() {}

  /**
   * Runs a script in the common module form, in which {@code require} finds the packages. Skips the
   * test, or where {@code CI} is {@code true} fails it, if they cannot be installed.
   */
  public static CommandResult run(String source, String... arguments) {
    var tools = Toolbox.required();
    try (var sandbox = Sandbox.create("script")) {
      var script = sandbox.project().resolve("script.cjs");
      Sandbox.write(script, source);
      var command = new ArrayList<>(List.of(tools.node(), script.toString()));
      command.addAll(Arrays.asList(arguments));
      return sandbox.run(command, Map.of("NODE_PATH", tools.modules()), LIMIT);
    }
  }
}
