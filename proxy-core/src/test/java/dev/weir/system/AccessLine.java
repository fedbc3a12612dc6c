package dev.weir.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request that a client has sent to a {@link WeirUnderTest}, from its access log.
 *
 * @param path below the repository's base, still encoded
 * @param operation the name that Weir has for it
 */
record AccessLine(String method, String path, int status, String operation) {
  /** Reads a daemon's access log. The file must lie outside its data folder. */
  static final class Log implements AutoCloseable {
    private static final String MARK = "mark";

    private final Path file;
    private int read;
    private int marks;

    private Log(Path file) {
      this.file = file;
    }

    static Log create() {
      try {
        return new Log(Files.createTempFile("weir-access", ".log"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The settings that make a daemon write it. */
    String[] settings() {
      return new String[] {"access-log.file=" + file, "access-log.format=json"};
    }

    /**
     * What has come since this was called last. A line is written after its answer has left, so a
     * request of its own is sent and waited for first.
     */
    List<AccessLine> since(WeirUnderTest weir) {
      marks++;
      weir.get("-/" + MARK + marks);
      await().until(() -> lines().stream().anyMatch(line -> line.path.endsWith(MARK + marks)));
      var all = lines();
      var fresh = all.subList(read, all.size());
      read = all.size();
      return fresh.stream().filter(line -> !line.path.startsWith("-/" + MARK)).toList();
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(file);
    }

    private List<AccessLine> lines() {
      try {
        return Files.readAllLines(file).stream().map(Log::line).toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static AccessLine line(String text) {
      JsonNode line = JsonMapper.shared().readTree(text);
      return new AccessLine(
          line.path("method").asString(),
          line.path("path").asString().replaceFirst("^/npm/[^/]+/[^/]+/", ""),
          line.path("status").asInt(),
          line.path("operation").asString());
    }
  }

  boolean isPackument() {
    return operation.equals("packument");
  }

  boolean isTarball() {
    return operation.equals("tarball");
  }
}
