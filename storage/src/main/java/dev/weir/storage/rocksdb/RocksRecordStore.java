package dev.weir.storage.rocksdb;

import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Table;
import dev.weir.storage.Version;
import dev.weir.storage.Versioned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.rocksdb.RocksDBException;

/**
 * Records, a column family per table; a compare-and-set reads and writes under the key's stripe.
 */
final class RocksRecordStore implements RecordStore {
  private final Set<Table> tables;
  private final StoreCalls calls;
  private final RocksDoor door;
  private final DiskRoom room;
  private final Sequence sequence;
  private final Stripes stripes = new Stripes();

  RocksRecordStore(Set<Table> tables, StoreParts parts) {
    this.tables = Set.copyOf(tables);
    this.calls = parts.calls();
    this.door = parts.door();
    this.room = parts.shared().room();
    this.sequence = parts.sequence();
  }

  @Override
  public CompletionStage<Optional<Versioned>> get(Table table, Key key) {
    return calls.read(() -> find(family(table), RecordKey.encode(key)));
  }

  @Override
  public CompletionStage<Optional<Version>> put(
      Table table, Key key, byte[] value, Expected expected) {
    var copy = value.clone();
    return calls.write(() -> putIf(family(table), RecordKey.encode(key), copy, expected));
  }

  @Override
  public CompletionStage<Boolean> delete(Table table, Key key, Expected expected) {
    return calls.write(() -> deleteIf(family(table), RecordKey.encode(key), expected));
  }

  @Override
  public CompletionStage<RecordPage> scan(Table table, Key prefix, Optional<Key> from, int limit) {
    return calls.read(() -> page(family(table), prefix, from, limit));
  }

  private Optional<Versioned> find(String family, byte[] key) {
    return door.read(engine -> Optional.ofNullable(engine.get(family, key)).map(RecordRow::decode));
  }

  private Optional<Version> putIf(String family, byte[] key, byte[] value, Expected expected) {
    room.check();
    return door.write(engine -> locked(key, () -> putIf(engine, family, key, value, expected)));
  }

  private Optional<Version> putIf(
      RocksEngine engine, String family, byte[] key, byte[] value, Expected expected)
      throws RocksDBException {
    if (!holds(expected, version(engine, family, key))) {
      return Optional.empty();
    }
    var version = new Version(sequence.next(engine));
    engine.put(family, key, RecordRow.encode(version, value));
    return Optional.of(version);
  }

  private boolean deleteIf(String family, byte[] key, Expected expected) {
    return door.write(engine -> locked(key, () -> deleteIf(engine, family, key, expected)));
  }

  private boolean deleteIf(RocksEngine engine, String family, byte[] key, Expected expected)
      throws RocksDBException {
    var now = version(engine, family, key);
    if (now.isEmpty() || !holds(expected, now)) {
      return false;
    }
    engine.delete(family, key);
    return true;
  }

  private RecordPage page(String family, Key prefix, Optional<Key> from, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: %d (expected: >= 1)".formatted(limit));
    }
    var within = RecordKey.encode(prefix);
    var start = from.map(RecordKey::encode).filter(key -> Arrays.compareUnsigned(key, within) > 0);
    return door.read(engine -> page(engine, family, within, start.orElse(within), limit));
  }

  private static RecordPage page(
      RocksEngine engine, String family, byte[] prefix, byte[] start, int limit)
      throws RocksDBException {
    var entries = new ArrayList<RecordPage.Entry>();
    long bytes = 0;
    try (var rows = engine.iterate(family)) {
      for (rows.seek(start); rows.isValid() && startsWith(rows.key(), prefix); rows.next()) {
        var key = RecordKey.decode(rows.key());
        if (entries.size() == limit || bytes >= RecordPage.FULL) {
          return new RecordPage(entries, Optional.of(key));
        }
        var record = RecordRow.decode(rows.value());
        entries.add(new RecordPage.Entry(key, record));
        bytes += record.value().length;
      }
      // An iterator ends early, and silently, when it can't read on.
      rows.status();
    }
    return new RecordPage(entries, Optional.empty());
  }

  private String family(Table table) {
    if (!tables.contains(table)) {
      throw new IllegalArgumentException(
          "table: %s (expected: one of %s)".formatted(table, tables));
    }
    return Families.of(table);
  }

  private static Optional<Version> version(RocksEngine engine, String family, byte[] key)
      throws RocksDBException {
    var head = new byte[Long.BYTES];
    return engine.get(family, key, head) < 0
        ? Optional.empty()
        : Optional.of(RecordRow.version(head));
  }

  private static boolean holds(Expected expected, Optional<Version> now) {
    if (expected instanceof Expected.Same same) {
      return now.equals(Optional.of(same.version()));
    }
    return expected instanceof Expected.Anything || now.isEmpty();
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private interface Step<T> {
    T run() throws RocksDBException;
  }

  private <T> T locked(byte[] key, Step<T> step) throws RocksDBException {
    var lock = stripes.of(Arrays.hashCode(key));
    lock.lock();
    try {
      return step.run();
    } finally {
      lock.unlock();
    }
  }
}
