package dev.weir.config;

import dev.weir.model.ConnectionName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Addresses of connections that were found out once, kept in the data folder so that a daemon finds
 * them again where there is no npm.
 *
 * <p>{@code known-addresses} holds a connection and its address on each line; what can't be read is
 * passed over, since the file can always be made again:
 *
 * <pre>
 * public:npmjs https://registry.example/
 * </pre>
 *
 * <p>Both methods touch the disk on the calling thread, never an event loop; one process writes.
 */
public final class KnownAddresses {
  private final Path file;

  /** {@code dataFolder} must exist before the first {@link #remember}. */
  public KnownAddresses(Path dataFolder) {
    this.file = dataFolder.resolve("known-addresses");
  }

  /** What was remembered for {@code connection}. */
  public Optional<URI> find(ConnectionName connection) {
    return Optional.ofNullable(read().get(connection.value())).flatMap(RegistryAddress::parse);
  }

  /**
   * Remembers {@code address} for {@code connection}; the file is whole at any moment.
   *
   * @throws UncheckedIOException if the data folder can't be written to
   */
  public synchronized void remember(ConnectionName connection, URI address) {
    var all = new TreeMap<>(read());
    all.put(connection.value(), address.toString());
    var lines = all.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
    Path written = file.resolveSibling("known-addresses.tmp");
    try {
      Files.write(written, lines, StandardCharsets.UTF_8);
      replace(written);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void replace(Path written) throws IOException {
    try {
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException oddFileSystem) {
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Map<String, String> read() {
    var all = new TreeMap<String, String>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        int space = line.indexOf(' ');
        if (space > 0) {
          all.put(line.substring(0, space), line.substring(space + 1));
        }
      }
    } catch (IOException absentOrBroken) {
      return Map.of();
    }
    return all;
  }
}
