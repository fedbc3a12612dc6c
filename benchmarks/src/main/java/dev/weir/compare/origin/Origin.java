package dev.weir.compare.origin;

import dev.weir.compare.process.JavaProgram;
import dev.weir.compare.process.Pinned;
import dev.weir.compare.process.Running;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The fixture origin in a process of its own, and the means to slow it down and to ask what it was
 * asked. Each method waits until the process has answered. Safe for any thread.
 */
public final class Origin implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Running running;
  private final URI url;

  private Origin(Running running, URI url) {
    this.running = running;
    this.url = url;
  }

  /** Starts it on the load's CPU; the packages are made when they are first asked for. */
  public static Origin start(int rotating, int cold) throws IOException {
    return start(rotating, cold, List.of());
  }

  /** The same, but it works only when nobody else on that CPU has something to do. */
  public static Origin startNiced(int rotating) throws IOException {
    return start(rotating, 0, List.of("nice", "-n", "19"));
  }

  private static Origin start(int rotating, int cold, List<String> prefix) throws IOException {
    var command = new ArrayList<>(prefix);
    command.addAll(
        JavaProgram.of(OriginMain.class)
            .jvm("-Xms512m", "-Xmx2g", "-XX:+UseParallelGC")
            .arguments(Integer.toString(rotating), Integer.toString(cold))
            .command());
    var running = Running.start("origin", Pinned.LOAD, command);
    try {
      return new Origin(running, URI.create(running.line(PATIENCE)));
    } catch (IOException e) {
      running.close();
      throw e;
    }
  }

  /** Its base, ending in a slash. */
  public URI url() {
    return url;
  }

  public long pid() {
    return running.pid();
  }

  /** Each answer comes so late and no faster than this; zero and 0 are no limit. */
  public void pace(Duration delay, long bytesPerSecond) throws IOException {
    ask("pace " + delay.toMillis() + " " + bytesPerSecond);
  }

  public void fullSpeed() throws IOException {
    pace(Duration.ZERO, 0);
  }

  /** All counters to 0. */
  public void reset() throws IOException {
    ask("reset");
  }

  /** How often this path, decoded and with a slash first, was asked for since the last reset. */
  public long requests(String path) throws IOException {
    return Long.parseLong(ask("requests " + path));
  }

  public long totalRequests() throws IOException {
    return Long.parseLong(ask("total"));
  }

  public long bytesSent() throws IOException {
    return Long.parseLong(ask("sent"));
  }

  /** One more package, with so many versions and about so many bytes of full packument. */
  public void add(String name, int versions, int packumentBytes) throws IOException {
    ask("add %s %d %d".formatted(name, versions, packumentBytes));
  }

  /** One more version of a package. */
  public void publish(String name, String version) throws IOException {
    ask("publish " + name + " " + version);
  }

  private synchronized String ask(String line) throws IOException {
    running.say(line);
    return running.line(PATIENCE);
  }

  @Override
  public void close() {
    running.close();
  }
}
