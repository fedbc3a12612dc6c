package dev.weir.storage.rocksdb;

import dev.weir.storage.StorageException;
import dev.weir.storage.StorageFullException;
import dev.weir.storage.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sub folder of one store: opens its engine, and begins anew where that is allowed. */
final class EngineFolder {
  private static final Logger log = LoggerFactory.getLogger(EngineFolder.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path path;
  private final StoreKind kind;
  private final Set<String> families = new TreeSet<>();
  private final SharedMemory memory;
  private final InstantSource clock;

  EngineFolder(
      Path dataFolder,
      StoreKind kind,
      Set<Table> tables,
      SharedMemory memory,
      InstantSource clock) {
    this.path = dataFolder.resolve(kind.toString());
    this.kind = kind;
    this.memory = memory;
    this.clock = clock;
    families.addAll(List.of(Families.BLOBS, Families.CHUNKS, Families.PENDING));
    tables.forEach(table -> families.add(Families.of(table)));
  }

  /** Brings what is known in memory in line with an engine, before anybody else may use that. */
  interface Arrival {
    void at(RocksEngine engine) throws RocksDBException;
  }

  Path path() {
    return path;
  }

  /**
   * Opens the engine for the first time in this process.
   *
   * @param established whether the store has been created before; an empty ledger must then not
   *     pass for the lost one
   */
  RocksEngine open(boolean established, Arrival arrival) throws IOException {
    Files.createDirectories(path);
    var create = !established || kind.expendable() && isEmpty();
    try {
      return engine(create, arrival);
    } catch (RocksDBException e) {
      return insteadOf(e, arrival);
    }
  }

  /**
   * Opens it again after a fault. An expendable one is given up only if it is corrupt: a fault of
   * the disk may pass.
   */
  RocksEngine reopen(Arrival arrival) throws IOException {
    try {
      return engine(false, arrival);
    } catch (RocksDBException e) {
      if (Faults.isCorruption(e)) {
        return insteadOf(e, arrival);
      }
      throw new StorageException("%s does not open: %s".formatted(path, e.getMessage()), e);
    }
  }

  private RocksEngine insteadOf(RocksDBException fault, Arrival arrival) throws IOException {
    var message = "%s does not open: %s".formatted(path, fault.getMessage());
    if (Faults.isFull(fault)) {
      throw new StorageFullException(message, fault);
    }
    if (!kind.expendable()) {
      throw new StorageException(message, fault);
    }
    var aside = moveAside();
    log.warn("{}; it was moved to {} and is begun anew", message, aside.getFileName());
    try {
      return engine(true, arrival);
    } catch (RocksDBException e) {
      throw new StorageException("%s can't be created: %s".formatted(path, e.getMessage()), e);
    }
  }

  private RocksEngine engine(boolean create, Arrival arrival) throws RocksDBException {
    var engine = RocksEngine.open(path, families, memory, kind.synced(), create);
    try {
      arrival.at(engine);
      return engine;
    } catch (RocksDBException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private Path moveAside() throws IOException {
    var prefix = kind + ".broken-";
    for (var older : siblings(prefix)) {
      deleteTree(older);
    }
    return Files.move(path, path.resolveSibling(prefix + TIME.format(clock.instant())));
  }

  private List<Path> siblings(String prefix) throws IOException {
    try (var all = Files.list(path.toAbsolutePath().getParent())) {
      return all.filter(one -> one.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private boolean isEmpty() throws IOException {
    try (var all = Files.list(path)) {
      return all.findAny().isEmpty();
    }
  }

  private static void deleteTree(Path root) throws IOException {
    List<Path> deepestFirst;
    try (var all = Files.walk(root)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (var one : deepestFirst) {
      Files.deleteIfExists(one);
    }
  }
}
