package dev.weir.compare.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.compare.process.JavaProgram;
import dev.weir.compare.process.Pinned;
import dev.weir.compare.process.Running;
import dev.weir.compare.wire.Header;
import io.netty.bootstrap.ServerBootstrap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link PlainNetty} as a peer. It can only repeat what another server says, to requests with one
 * set of headers: so there is a process for each set, of which one at a time has work.
 */
public final class Plain implements Peer {
  private static final Duration TIME_TO_START = Duration.ofSeconds(60);

  private final String mode;
  private final Peer model;
  private final Pinned where;
  private final Map<List<Header>, Started> running = new HashMap<>();
  private volatile @Nullable Started current;

  /**
   * @param mode {@code fixed} or {@code encoded}
   * @param model the server whose answers it repeats, which must run when it is prepared
   */
  public Plain(String mode, Peer model, Pinned where) {
    this.mode = mode;
    this.model = model;
    this.where = where;
  }

  @Override
  public String name() {
    return "netty-" + mode;
  }

  @Override
  public Optional<String> absentReason() {
    return model.absentReason();
  }

  @Override
  public String version() {
    return "Netty "
        + ServerBootstrap.class.getPackage().getImplementationVersion()
        + ", one loop, "
        + (mode.equals("fixed") ? "HttpServerCodec" : "pre-encoded responses");
  }

  /** Nothing: it starts when it knows what it will be asked. */
  @Override
  public void start() {
    close();
  }

  @Override
  public void prepare(List<Header> headers, List<String> targets) throws IOException {
    var ready = running.get(headers);
    if (ready == null) {
      ready = launch(headers, targets);
      running.put(List.copyOf(headers), ready);
    }
    current = ready;
  }

  private Started launch(List<Header> headers, List<String> targets) throws IOException {
    var folder = Started.newFolder(name());
    var file = Files.write(folder.resolve("targets"), targets, UTF_8);
    var running = Running.start(name(), where, command(headers, file));
    var line = running.line(TIME_TO_START);
    if (!line.startsWith("listening ")) {
      running.close();
      throw running.failure("did not start");
    }
    var own = URI.create(line.substring("listening ".length()) + model.base().getRawPath());
    return new Started(running, own, folder).awaitReady();
  }

  /** The same collector as Weir's, and a heap that never fills. */
  private List<String> command(List<Header> headers, Path targets) {
    var program =
        JavaProgram.of(PlainNetty.class)
            .jvm("-XX:+UseParallelGC", "-Xms64m", "-Xmx256m", "-XX:MaxDirectMemorySize=512m")
            .arguments("--from", model.base().toString(), "--targets", targets.toString())
            .arguments("--mode", mode);
    headers.forEach(header -> program.arguments("--header", header.toString()));
    return program.command();
  }

  @Override
  public URI base() {
    return running().base();
  }

  /** The model's: its documents are repeated as they are. */
  @Override
  public URI tarballBase() {
    return model.base();
  }

  /** Of the process that has work now; none before the first {@link #prepare}. */
  @Override
  public List<Long> pids() {
    var now = current;
    return now == null ? List.of() : now.running().pids();
  }

  private Started running() {
    var now = current;
    if (now == null) {
      throw new IllegalStateException(name() + ": not started (expected: prepare() before)");
    }
    return now;
  }

  @Override
  public void close() {
    running.values().forEach(Started::close);
    running.clear();
    current = null;
  }
}
