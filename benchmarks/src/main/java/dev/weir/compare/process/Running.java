package dev.weir.compare.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that was started here and is ended here, with its children. Its output, errors
 * included, comes as lines; the last ones are kept for when it fails. {@link #line} and {@link
 * #say} are for one thread at a time.
 */
public final class Running implements AutoCloseable {
  private static final int KEPT_LINES = 40;
  private static final int UNREAD_LINES = 10_000;
  private static final Duration TIME_TO_END = Duration.ofSeconds(10);

  private final String name;
  private final Process process;
  private final LinkedBlockingQueue<String> unread = new LinkedBlockingQueue<>(UNREAD_LINES);
  private final ArrayDeque<String> last = new ArrayDeque<>();
  private final Thread reader;

  private Running(String name, Process process) {
    this.name = name;
    this.process = process;
    reader = new Thread(this::read, name + "-output");
    reader.setDaemon(true);
    reader.start();
  }

  public static Running start(String name, Pinned where, List<String> command) throws IOException {
    return start(name, where, command, Map.of());
  }

  /** Starts it with variables added to this process's environment. */
  public static Running start(
      String name, Pinned where, List<String> command, Map<String, String> environment)
      throws IOException {
    var builder = new ProcessBuilder(where.command(command)).redirectErrorStream(true);
    builder.environment().putAll(environment);
    var running = new Running(name, builder.start());
    Leftovers.add(running);
    return running;
  }

  public long pid() {
    return process.pid();
  }

  /** This process and all that it has started. */
  public List<Long> pids() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Writes a line to its standard input. */
  public void say(String line) throws IOException {
    Writer in = process.outputWriter(UTF_8);
    in.write(line + "\n");
    in.flush();
  }

  /** The next line that it has printed; throws if none comes in time. */
  public String line(Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      long left = deadline - System.nanoTime();
      var line = poll(Math.max(0, Math.min(left, TimeUnit.MILLISECONDS.toNanos(100))));
      if (line.length > 0) {
        return line[0];
      }
      boolean ended = !process.isAlive() && !reader.isAlive() && unread.isEmpty();
      if (ended || left <= 0) {
        throw failure(ended ? "ended" : "printed nothing within " + patience.toSeconds() + " s");
      }
    }
  }

  private String[] poll(long nanos) {
    try {
      var line = unread.poll(nanos, TimeUnit.NANOSECONDS);
      return line == null ? new String[0] : new String[] {line};
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What went wrong, with the last lines of output. */
  public IOException failure(String what) {
    return new IOException(name + " " + what + ":\n" + lastLines());
  }

  public String lastLines() {
    synchronized (last) {
      return String.join("\n", last);
    }
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
      }
    } catch (IOException ended) {
      // Its end closes the stream under the reader.
    }
  }

  private void keep(String line) {
    unread.offer(line);
    synchronized (last) {
      last.addLast(line);
      if (last.size() > KEPT_LINES) {
        last.removeFirst();
      }
    }
  }

  /** Ends it and its children: asks first, then insists. */
  @Override
  public void close() {
    Leftovers.remove(this);
    var all = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    process.destroy();
    if (!endsWithin(TIME_TO_END)) {
      process.destroyForcibly();
    }
    all.forEach(ProcessHandle::destroyForcibly);
    endsWithin(TIME_TO_END);
  }

  private boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
