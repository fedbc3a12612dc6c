package dev.weir.storage.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Table;
import dev.weir.storage.Version;
import dev.weir.storage.Versioned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Records in one sorted map per table, all behind one lock. */
final class MemoryRecordStore implements RecordStore {
  private final MemoryStore store;
  private final Map<Table, NavigableMap<Key, Versioned>> tables = new HashMap<>();
  private long lastVersion;

  MemoryRecordStore(MemoryStore store, Table... tables) {
    this.store = store;
    for (var table : tables) {
      this.tables.put(table, new TreeMap<>(MemoryRecordStore::compare));
    }
  }

  @Override
  public CompletionStage<Optional<Versioned>> get(Table table, Key key) {
    return store.answer(() -> find(table, key));
  }

  @Override
  public CompletionStage<Optional<Version>> put(
      Table table, Key key, byte[] value, Expected expected) {
    var copy = value.clone();
    return store.answer(() -> putIf(table, key, copy, expected));
  }

  @Override
  public CompletionStage<Boolean> delete(Table table, Key key, Expected expected) {
    return store.answer(() -> deleteIf(table, key, expected));
  }

  @Override
  public CompletionStage<RecordPage> scan(Table table, Key prefix, Optional<Key> from, int limit) {
    return store.answer(() -> page(table, prefix, from, limit));
  }

  private synchronized Optional<Versioned> find(Table table, Key key) {
    return Optional.ofNullable(rows(table).get(key));
  }

  private synchronized Optional<Version> putIf(
      Table table, Key key, byte[] value, Expected expected) {
    var rows = rows(table);
    if (!holds(expected, rows.get(key))) {
      return Optional.empty();
    }
    var version = new Version(++lastVersion);
    rows.put(key, new Versioned(version, value));
    return Optional.of(version);
  }

  private synchronized boolean deleteIf(Table table, Key key, Expected expected) {
    var rows = rows(table);
    return holds(expected, rows.get(key)) && rows.remove(key) != null;
  }

  private synchronized RecordPage page(Table table, Key prefix, Optional<Key> from, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: %d (expected: >= 1)".formatted(limit));
    }
    var start = from.filter(key -> compare(key, prefix) > 0).orElse(prefix);
    var entries = new ArrayList<RecordPage.Entry>();
    long bytes = 0;
    for (var row : rows(table).tailMap(start, true).entrySet()) {
      if (!row.getKey().startsWith(prefix)) {
        break;
      }
      if (entries.size() == limit || bytes >= RecordPage.FULL) {
        return new RecordPage(entries, Optional.of(row.getKey()));
      }
      entries.add(new RecordPage.Entry(row.getKey(), row.getValue()));
      bytes += row.getValue().value().length;
    }
    return new RecordPage(entries, Optional.empty());
  }

  private NavigableMap<Key, Versioned> rows(Table table) {
    var rows = tables.get(table);
    if (rows == null) {
      throw new IllegalArgumentException(
          "table: %s (expected: one of %s)".formatted(table, tables.keySet()));
    }
    return rows;
  }

  private static boolean holds(Expected expected, @Nullable Versioned now) {
    if (expected instanceof Expected.Same same) {
      return now != null && now.version().equals(same.version());
    }
    return expected instanceof Expected.Anything || now == null;
  }

  /** Part by part, each by its UTF-8 bytes; Java's own order differs beyond U+FFFF. */
  private static int compare(Key a, Key b) {
    var shared = Math.min(a.parts().size(), b.parts().size());
    for (int i = 0; i < shared; i++) {
      var order =
          Arrays.compareUnsigned(
              a.parts().get(i).getBytes(UTF_8), b.parts().get(i).getBytes(UTF_8));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.parts().size(), b.parts().size());
  }
}
