package dev.weir.compare.wrk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.compare.check.Checked;
import dev.weir.compare.peer.Peer;
import dev.weir.compare.process.Pinned;
import dev.weir.compare.process.Programs;
import dev.weir.compare.wire.Loopback;
import dev.weir.compare.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs wrk: one thread on the load's CPU, 64 connections that ask as fast as they are answered. */
public final class Wrk {
  private static final int CONNECTIONS = 64;

  private final Path program;
  private final Path scripts;

  private Wrk(Path program, Path scripts) {
    this.program = program;
    this.scripts = scripts;
  }

  /** The one on the PATH, if any; the script of each run is kept in {@code scripts}. */
  public static Optional<Wrk> find(Path scripts) {
    return Programs.find("wrk").map(program -> new Wrk(program, scripts));
  }

  /** Loads a server that has been checked; throws if wrk cannot be run. */
  public WrkReport run(Peer peer, Workload workload, Checked checked, int seconds)
      throws IOException {
    Loopback.require(peer.base());
    var prefix = peer.base().getRawPath();
    var paths = workload.paths().stream().map(path -> prefix + path).toList();
    var etags =
        workload.revalidating() ? checked.etags() : checked.etags().stream().map(e -> "").toList();
    var script = scripts.resolve(peer.name() + "-" + workload.name() + ".lua");
    Files.writeString(script, WrkScript.of(paths, workload.headers(), etags), UTF_8);
    var output = output(peer, paths.get(0), script, seconds);
    try {
      return WrkReport.parse(output);
    } catch (IllegalArgumentException e) {
      throw new IOException(peer.name() + ": " + e.getMessage(), e);
    }
  }

  private String output(Peer peer, String path, Path script, int seconds) throws IOException {
    var command =
        List.of(
            program.toString(),
            "--threads",
            "1",
            "--connections",
            Integer.toString(CONNECTIONS),
            "--duration",
            seconds + "s",
            "--timeout",
            "30s",
            "--latency",
            "--script",
            script.toString(),
            peer.base().resolve(path).toString());
    var process =
        new ProcessBuilder(Pinned.LOAD.command(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try {
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } finally {
      process.destroy();
    }
  }

  /** How many connections it holds. */
  public static int connections() {
    return CONNECTIONS;
  }
}
