package dev.weir.storage.rocksdb;

import dev.weir.storage.BlobId;
import dev.weir.storage.BlobPage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The life of a blob on disk. Its first full chunk is written in one batch with a note in the
 * pending family. The commit, one batch too, writes the last chunk and the row that makes the blob
 * visible, and takes the note away; so a blob of one chunk is one write. A deletion takes the row
 * away and puts the note back; when nobody holds the blob any more, one batch deletes its chunks
 * and the note. Whatever a crash leaves, each chunk belongs to a visible blob or to a noted one,
 * and noted ones are swept at the next opening.
 *
 * Finding a blob and holding it is one step, as are committing and deleting: all three happen
 * under the stripe of its digest.
 */
/** Which blobs are visible, by their digest; who holds them; what is to be deleted. */
final class BlobIndex {
  private static final Logger log = LoggerFactory.getLogger(BlobIndex.class);
  private static final byte[] NOTHING = {};

  private final ChunkTable chunks;
  private final BlobPins pins = new BlobPins();
  private final Stripes stripes = new Stripes();
  private final BlobCount count = new BlobCount();

  BlobIndex(ChunkTable chunks) {
    this.chunks = chunks;
  }

  BlobPins pins() {
    return pins;
  }

  BlobCount count() {
    return count;
  }

  /** Finds a visible blob and holds it; the caller releases the pin. */
  Optional<BlobRow> hold(RocksEngine engine, BlobId id) throws RocksDBException {
    var lock = stripes.of(id);
    lock.lock();
    try {
      var row = row(engine, id);
      row.ifPresent(found -> pins.hold(found.uid()));
      return row;
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the chunks of {@code uid} belong to nobody yet, or no more. */
  void note(RocksEngine engine, WriteBatch batch, long uid) throws RocksDBException {
    batch.put(engine.family(Families.PENDING), ChunkKey.encode(uid), NOTHING);
  }

  /**
   * Makes a blob visible, together with what {@code batch} holds, unless its content is there
   * already: then the old one stays, nothing is written and the answer is false.
   */
  boolean commit(RocksEngine engine, BlobId id, BlobRow row, WriteBatch batch)
      throws RocksDBException {
    var lock = stripes.of(id);
    lock.lock();
    try {
      var there = row(engine, id);
      if (there.isPresent()) {
        renew(engine, id, there.get(), row.committedAtMillis());
        return false;
      }
      batch.put(engine.family(Families.BLOBS), id.bytes(), row.encode());
      batch.delete(engine.family(Families.PENDING), ChunkKey.encode(row.uid()));
      engine.write(batch);
      count.add(row.length());
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Content that is committed again is as young as if it were new, for whoever sweeps by age. */
  private static void renew(RocksEngine engine, BlobId id, BlobRow there, long now)
      throws RocksDBException {
    try (var batch = new WriteBatch()) {
      var renewed = new BlobRow(there.uid(), there.length(), now, there.chunkBytes());
      batch.put(engine.family(Families.BLOBS), id.bytes(), renewed.encode());
      engine.write(batch);
    }
  }

  /** Whether {@code id} is visible and is the blob {@code uid}. */
  boolean shows(RocksEngine engine, BlobId id, long uid) throws RocksDBException {
    return row(engine, id).filter(row -> row.uid() == uid).isPresent();
  }

  /** Makes a blob invisible; its chunks go now or with the last who holds it. */
  boolean delete(RocksEngine engine, BlobId id) throws RocksDBException {
    var row = hide(engine, id);
    if (row.isEmpty()) {
      return false;
    }
    var blob = row.get().layout();
    if (pins.doom(blob.uid(), blob.chunks())) {
      deleteChunks(engine, blob.uid(), blob.chunks());
    }
    return true;
  }

  /** Deletes what a doomed blob left; if that fails, the note stays for the next opening. */
  void deleteChunks(RocksEngine engine, long uid, int number) {
    try {
      chunks.delete(engine, uid, number);
    } catch (RocksDBException e) {
      log.warn("the chunks of blob {} stay until the next opening: {}", uid, e.getMessage());
    }
  }

  BlobPage list(RocksEngine engine, Optional<BlobId> after, int limit) throws RocksDBException {
    var entries = new ArrayList<BlobPage.Entry>();
    var start = after.map(BlobId::bytes).orElse(NOTHING);
    try (var rows = engine.iterate(Families.BLOBS)) {
      for (rows.seek(start); rows.isValid(); rows.next()) {
        if (Arrays.equals(rows.key(), start)) {
          continue;
        }
        if (entries.size() == limit) {
          return new BlobPage(entries, true);
        }
        entries.add(BlobRow.decode(rows.value()).entry(BlobId.of(rows.key())));
      }
      rows.status();
    }
    return new BlobPage(entries, false);
  }

  /** Counts what is there and sweeps what nobody holds; for an engine that nobody else uses yet. */
  void recover(RocksEngine engine) throws RocksDBException {
    long blobs = 0;
    long bytes = 0;
    try (var rows = engine.iterate(Families.BLOBS)) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        blobs++;
        bytes += BlobRow.decode(rows.value()).length();
      }
      rows.status();
    }
    count.set(blobs, bytes);
    try (var noted = engine.iterate(Families.PENDING)) {
      for (noted.seekToFirst(); noted.isValid(); noted.next()) {
        var uid = ChunkKey.uid(noted.key());
        if (!pins.held(uid)) {
          chunks.sweep(engine, uid);
        }
      }
      noted.status();
    }
  }

  private Optional<BlobRow> hide(RocksEngine engine, BlobId id) throws RocksDBException {
    var lock = stripes.of(id);
    lock.lock();
    try (var batch = new WriteBatch()) {
      var row = row(engine, id);
      if (row.isPresent()) {
        batch.delete(engine.family(Families.BLOBS), id.bytes());
        note(engine, batch, row.get().uid());
        engine.write(batch);
        count.remove(row.get().length());
      }
      return row;
    } finally {
      lock.unlock();
    }
  }

  private static Optional<BlobRow> row(RocksEngine engine, BlobId id) throws RocksDBException {
    return Optional.ofNullable(engine.get(Families.BLOBS, id.bytes())).map(BlobRow::decode);
  }
}
