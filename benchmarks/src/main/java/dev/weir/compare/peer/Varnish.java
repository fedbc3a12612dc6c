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
 * Varnish with all in memory: enough storage, threads that are there before the load comes, and its
 * shared log where no disk is behind it.
 */
public final class Varnish extends OneProcess {
  private static final Path MEMORY = Path.of("/dev/shm");

  private static final String CONFIGURATION =
      """
      vcl 4.1;
      backend default {
        .host = "127.0.0.1";
        .port = "{origin}";
        .max_connections = 256;
        .first_byte_timeout = 60s;
      }
      sub vcl_recv {
        # Two forms, whatever else a client accepts; the origin's Vary keeps them apart.
        if (req.http.Accept !~ "application/vnd\\.npm\\.install-v1\\+json") {
          set req.http.Accept = "application/json";
        }
        return (hash);
      }
      sub vcl_backend_response {
        if (beresp.status == 404) {
          set beresp.ttl = 1h;
        } else {
          set beresp.ttl = 1d;
        }
        return (deliver);
      }
      """;

  private final Optional<Path> program = Programs.find("varnishd");
  private final URI origin;
  private final Pinned where;

  /**
   * @param origin without a slash at the end
   */
  public Varnish(URI origin, Pinned where) {
    super("varnish");
    this.origin = origin;
    this.where = where;
  }

  @Override
  public Optional<String> absentReason() {
    return program.isPresent() ? Optional.empty() : Optional.of("no varnishd on the PATH");
  }

  @Override
  public String version() {
    return Programs.firstLine(List.of(program.orElseThrow().toString(), "-V"))
        + ", malloc storage of 2 GB";
  }

  @Override
  public URI tarballBase() {
    return origin;
  }

  @Override
  Started launch() throws IOException {
    var folder =
        Files.isWritable(MEMORY)
            ? Files.createTempDirectory(MEMORY, "weir-compare-varnish-")
            : Started.newFolder("varnish");
    int port = Started.freePort();
    var vcl = CONFIGURATION.replace("{origin}", Integer.toString(origin.getPort()));
    var file = Files.writeString(folder.resolve("default.vcl"), vcl);
    var running = Running.start(name(), where, command(folder, file, port));
    return new Started(running, Started.loopback(port), folder).awaitReady();
  }

  private List<String> command(Path folder, Path file, int port) {
    return List.of(
        program.orElseThrow().toString(),
        "-F",
        "-j",
        "none",
        "-n",
        folder.resolve("work").toString(),
        "-a",
        "127.0.0.1:" + port,
        "-f",
        file.toString(),
        "-s",
        "malloc,2g",
        "-p",
        "thread_pools=1",
        "-p",
        "thread_pool_min=200",
        "-p",
        "thread_pool_max=2000",
        "-p",
        "thread_queue_limit=200");
  }
}
