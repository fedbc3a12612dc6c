package dev.weir.storage.rocksdb;

import static dev.weir.storage.Stages.await;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.storage.Content;
import dev.weir.storage.Expected;
import dev.weir.storage.ExpectedContent;
import dev.weir.storage.Key;
import dev.weir.storage.Store;
import dev.weir.storage.Table;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;

/**
 * The process that {@link KillNineIT} kills: writes and deletes blobs and records of both stores
 * until its end, and says before each step what it tries and after it what was acknowledged.
 */
public final class KillNineWriter {
  static final Table TABLE = new Table("counters");
  private static final int PIECE = 64 * 1024;

  private final Store store;
  private final String round;
  private final Random random;

  private KillNineWriter(Store store, String round, long seed) {
    this.store = store;
    this.round = round;
    this.random = new Random(seed);
  }

  /** Arguments: data folder, name of the round, seed. */
  public static void main(String[] args) {
    var seed = Long.parseLong(args[2]);
    var stores = RocksStores.open(Path.of(args[0]), OpenStores.SMALL, Set.of(TABLE), Set.of(TABLE));
    say("ready");
    for (var store : new Store[] {stores.ledger(), stores.cache()}) {
      new Thread(new KillNineWriter(store, args[1], seed)::writeBlobs).start();
      new Thread(new KillNineWriter(store, args[1], seed + 1)::writeRecords).start();
    }
  }

  private void writeBlobs() {
    leaveOneUnfinished();
    var written = new ArrayDeque<Written>();
    for (int i = 0; ; i++) {
      var blob = new Written("%s-%s-%d".formatted(round, store.name(), i), size());
      write(blob);
      written.add(blob);
      if (written.size() > 10) {
        delete(written.remove());
      }
    }
  }

  private void leaveOneUnfinished() {
    var writer = await(store.blobs().create(Set.of()));
    await(writer.write(Content.buffer(Content.random(random.nextLong(), 600_000))));
  }

  private int size() {
    return random.nextInt(3) == 0 ? random.nextInt(1_500_000) : random.nextInt(50_000);
  }

  private void write(Written blob) {
    var size = blob.size;
    var content = content(blob.label, size);
    say("try-blob", store.name(), blob.label, size);
    try (var writer = await(store.blobs().create(Set.of()))) {
      for (int at = 0; at < size; at += PIECE) {
        var piece = Arrays.copyOfRange(content, at, Math.min(size, at + PIECE));
        await(writer.write(Content.buffer(piece)));
      }
      await(writer.commit(ExpectedContent.ANY));
    }
    say("blob", store.name(), blob.label, size);
  }

  private void delete(Written blob) {
    say("try-delete", store.name(), blob.label, blob.size);
    await(store.blobs().delete(Content.id(content(blob.label, blob.size))));
    say("delete", store.name(), blob.label, blob.size);
  }

  private void writeRecords() {
    for (long value = 1; ; value++) {
      var key = "k" + random.nextInt(10);
      var text = round + "-" + value;
      if (random.nextInt(5) == 0) {
        say("try-record", store.name(), key, "none");
        await(store.records().delete(TABLE, Key.of(key), Expected.ANYTHING));
        say("record", store.name(), key, "none");
      } else {
        say("try-record", store.name(), key, text);
        await(store.records().put(TABLE, Key.of(key), text.getBytes(UTF_8), Expected.ANYTHING));
        say("record", store.name(), key, text);
      }
    }
  }

  private record Written(String label, int size) {}

  static byte[] content(String label, int size) {
    return Content.random(label.hashCode(), size);
  }

  /** One line, whose full stop tells that it is whole; the pipe outlives the kill. */
  private static void say(Object... words) {
    var line = new StringBuilder("#");
    for (var word : words) {
      line.append(' ').append(word);
    }
    System.out.println(line.append(" ."));
  }
}
