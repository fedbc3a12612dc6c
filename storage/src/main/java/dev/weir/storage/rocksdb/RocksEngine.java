package dev.weir.storage.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.storage.StoreFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.TickerType;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * One open database with all its native objects, closed together. Thread-safe but for closing:
 * using it while or after it closes crashes the process, which is what {@link RocksDoor} prevents.
 */
final class RocksEngine implements AutoCloseable {
  private final NativeHandles handles;
  private final RocksDB db;
  private final Map<String, ColumnFamilyHandle> families;
  private final ReadOptions reading;
  private final WriteOptions plain;
  private final WriteOptions durable;
  private final Statistics tickers;

  private RocksEngine(
      NativeHandles handles,
      RocksDB db,
      Map<String, ColumnFamilyHandle> families,
      Statistics tickers,
      boolean synced) {
    this.handles = handles;
    this.db = db;
    this.families = families;
    this.tickers = tickers;
    this.reading = handles.own(new ReadOptions());
    this.plain = handles.own(new WriteOptions());
    this.durable = handles.own(new WriteOptions().setSync(synced));
  }

  /**
   * Opens the database at {@code path}.
   *
   * @param wanted column families; those on disk are opened too
   * @param synced whether {@link #put} and {@link #write} wait for the disk
   * @param create whether a database is made if there is none
   */
  static RocksEngine open(
      Path path, Set<String> wanted, SharedMemory memory, boolean synced, boolean create)
      throws RocksDBException {
    var handles = new NativeHandles();
    try {
      var options = new EngineOptions(handles, memory);
      var tickers = handles.own(new Statistics());
      tickers.setStatsLevel(StatsLevel.EXCEPT_DETAILED_TIMERS);
      var database = options.database(create);
      if (synced) {
        database.setStatistics(tickers);
      }
      var descriptors = new ArrayList<ColumnFamilyDescriptor>();
      for (var name : names(path, wanted)) {
        descriptors.add(new ColumnFamilyDescriptor(name.getBytes(UTF_8), options.family(name)));
      }
      var opened = new ArrayList<ColumnFamilyHandle>();
      var db = handles.own(RocksDB.open(database, path.toString(), descriptors, opened));
      return new RocksEngine(handles, db, byName(handles, opened), tickers, synced);
    } catch (RocksDBException | RuntimeException e) {
      handles.close();
      throw e;
    }
  }

  /** How often the log was written through to the disk since; 0 if nothing waits for that. */
  long syncs() {
    return tickers.getTickerCount(TickerType.WAL_FILE_SYNCED);
  }

  private static Set<String> names(Path path, Set<String> wanted) throws RocksDBException {
    var names = new LinkedHashSet<String>();
    names.add(Families.META);
    names.addAll(wanted);
    if (Files.exists(path.resolve("CURRENT"))) {
      try (var options = new Options()) {
        for (var name : RocksDB.listColumnFamilies(options, path.toString())) {
          names.add(known(path, new String(name, UTF_8)));
        }
      }
    }
    return names;
  }

  private static String known(Path path, String name) {
    if (!Families.known(name)) {
      throw new StoreFormatException(
          "%s: column family '%s' (expected: one of format 1)".formatted(path, name));
    }
    return name;
  }

  private static Map<String, ColumnFamilyHandle> byName(
      NativeHandles handles, List<ColumnFamilyHandle> opened) throws RocksDBException {
    var families = new HashMap<String, ColumnFamilyHandle>();
    for (var family : opened) {
      handles.own(family);
      families.put(new String(family.getName(), UTF_8), family);
    }
    return families;
  }

  byte @Nullable [] get(String family, byte[] key) throws RocksDBException {
    return db.get(family(family), reading, key);
  }

  /** Reads the beginning of a value; answers its whole length, or -1 if there is none. */
  int get(String family, byte[] key, byte[] value) throws RocksDBException {
    return db.get(family(family), reading, key, value);
  }

  /** The same for direct buffers; {@code value}'s limit is set behind what was read. */
  int get(String family, ByteBuffer key, ByteBuffer value) throws RocksDBException {
    return db.get(family(family), reading, key, value);
  }

  /** Puts as durably as this store promises. */
  void put(String family, byte[] key, byte[] value) throws RocksDBException {
    db.put(family(family), durable, key, value);
  }

  /** Puts from direct buffers, unsynced: a later durable write makes it durable too. */
  void putPlain(String family, ByteBuffer key, ByteBuffer value) throws RocksDBException {
    db.put(family(family), plain, key, value);
  }

  void delete(String family, byte[] key) throws RocksDBException {
    db.delete(family(family), durable, key);
  }

  /** Writes all of {@code batch} or nothing, as durably as this store promises. */
  void write(WriteBatch batch) throws RocksDBException {
    db.write(durable, batch);
  }

  void writePlain(WriteBatch batch) throws RocksDBException {
    db.write(plain, batch);
  }

  /** An iterator that must not outlive the call: it would keep deleted data on disk. */
  RocksIterator iterate(String family) {
    return db.newIterator(family(family), reading);
  }

  void flush() throws RocksDBException {
    try (var options = new FlushOptions()) {
      db.flush(options, List.copyOf(families.values()));
    }
  }

  ColumnFamilyHandle family(String name) {
    var family = families.get(name);
    if (family == null) {
      throw new IllegalArgumentException(
          "column family: %s (expected: one of %s)".formatted(name, families.keySet()));
    }
    return family;
  }

  Set<String> families() {
    return families.keySet();
  }

  RocksDB db() {
    return db;
  }

  @Override
  public void close() {
    handles.close();
  }
}
