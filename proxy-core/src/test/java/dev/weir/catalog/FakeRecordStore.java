package dev.weir.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Table;
import dev.weir.storage.Version;
import dev.weir.storage.Versioned;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Records in a map. Everything happens on the executor that it is given: at once, or on threads
 * whose order nobody knows, as with a real store.
 */
final class FakeRecordStore implements RecordStore {
  static final Table TABLE = new Table("domains");

  private final Map<Key, Versioned> records = new TreeMap<>(Comparator.comparing(Key::toString));
  private final Executor executor;
  private long lastVersion;
  private int puts;
  private Runnable beforeWrite = () -> {};

  FakeRecordStore() {
    this(Runnable::run);
  }

  FakeRecordStore(Executor executor) {
    this.executor = executor;
  }

  /** Runs {@code intruder} between the reading and the writing of each change. */
  void beforeEachWrite(Runnable intruder) {
    beforeWrite = intruder;
  }

  synchronized int puts() {
    return puts;
  }

  synchronized int size() {
    return records.size();
  }

  synchronized String json(String key) {
    return new String(requireNonNull(records.get(Key.of(key)), key).value(), UTF_8);
  }

  /** Writes behind everybody's back, as another process does. */
  synchronized void set(String key, String json) {
    records.put(Key.of(key), new Versioned(new Version(++lastVersion), json.getBytes(UTF_8)));
  }

  @Override
  public CompletionStage<Optional<Versioned>> get(Table table, Key key) {
    return soon(() -> Optional.ofNullable(records.get(key)));
  }

  @Override
  public CompletionStage<Optional<Version>> put(
      Table table, Key key, byte[] value, Expected expected) {
    beforeWrite.run();
    return soon(() -> putNow(key, value.clone(), expected));
  }

  @Override
  public CompletionStage<Boolean> delete(Table table, Key key, Expected expected) {
    beforeWrite.run();
    return soon(() -> holds(key, expected) && records.remove(key) != null);
  }

  @Override
  public CompletionStage<RecordPage> scan(Table table, Key prefix, Optional<Key> from, int limit) {
    return soon(() -> page(prefix, from, limit));
  }

  private Optional<Version> putNow(Key key, byte[] value, Expected expected) {
    if (!holds(key, expected)) {
      return Optional.empty();
    }
    puts++;
    var version = new Version(++lastVersion);
    records.put(key, new Versioned(version, value));
    return Optional.of(version);
  }

  private boolean holds(Key key, Expected expected) {
    var record = records.get(key);
    if (expected instanceof Expected.Absent) {
      return record == null;
    }
    return !(expected instanceof Expected.Same same)
        || record != null && record.version().equals(same.version());
  }

  private RecordPage page(Key prefix, Optional<Key> from, int limit) {
    var entries = new ArrayList<RecordPage.Entry>();
    for (var record : records.entrySet()) {
      boolean reached =
          from.isEmpty() || record.getKey().toString().compareTo(from.get().toString()) >= 0;
      if (!reached || !record.getKey().startsWith(prefix)) {
        continue;
      }
      if (entries.size() == limit) {
        return new RecordPage(entries, Optional.of(record.getKey()));
      }
      entries.add(new RecordPage.Entry(record.getKey(), record.getValue()));
    }
    return new RecordPage(List.copyOf(entries), Optional.empty());
  }

  private <T> CompletionStage<T> soon(Supplier<T> answer) {
    var result = new CompletableFuture<T>();
    executor.execute(
        () -> {
          T value;
          synchronized (this) {
            value = answer.get();
          }
          result.complete(value);
        });
    return result;
  }
}
