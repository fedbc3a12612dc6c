package dev.weir.storage.rocksdb;

import static dev.weir.storage.Content.random;
import static dev.weir.storage.Content.read;
import static dev.weir.storage.Content.write;
import static dev.weir.storage.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.storage.CorruptBlobException;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

class CorruptBlobTest {
  @TempDir private Path folder;
  @RegisterExtension private final OpenStores opener = new OpenStores();

  @Test
  void blobSpoiledOnDiskIsFoundAndCanBeFetchedAgain() throws IOException {
    var content = random(1, 600_000);
    var stores = opener.open(folder);
    var id = write(stores.cache().blobs(), content);
    await(stores.closeAsync());
    assertThat(Folders.flipBlobFiles(folder.resolve("cache"))).isPositive();

    stores = opener.open(folder);

    var blobs = stores.cache().blobs();
    var reader = await(blobs.open(id)).orElseThrow();
    assertThatThrownBy(() -> read(reader)).hasCauseInstanceOf(CorruptBlobException.class);
    reader.close();
    // Dropped and fetched again, as the cache does.
    assertThat(await(blobs.delete(id))).isTrue();
    assertThat(write(blobs, content)).isEqualTo(id);
    assertThat(read(blobs, id)).isEqualTo(content);
    assertThat(stores.cache().trouble()).isEmpty();
  }

  @Test
  void chunkThatIsNotWhatWasWrittenIsFoundWhateverRocksThinks() throws Exception {
    var chunks = new ChunkTable(UnpooledByteBufAllocator.DEFAULT);
    var blob = BlobLayout.of(7, 100);
    try (var memory = memory();
        var engine = engine(memory)) {
      chunks.put(engine, 7, 0, sealed(7, 0, random(2, 100)));
      chunks.read(engine, blob, 0, 100).release();

      var flipped = sealed(7, 0, random(2, 100));
      flipped.put(50, (byte) (flipped.get(50) ^ 1));
      assertCorrupt(chunks, engine, blob, flipped);
      assertCorrupt(chunks, engine, blob, sealed(7, 0, random(2, 99)));
      assertCorrupt(chunks, engine, blob, sealed(7, 1, random(2, 100)));
      assertCorrupt(chunks, engine, blob, sealed(8, 0, random(2, 100)));

      chunks.delete(engine, 7, 1);
      assertThatThrownBy(() -> chunks.read(engine, blob, 0, 100))
          .isInstanceOf(CorruptBlobException.class)
          .hasMessage("chunk 0 of blob 7: missing");
    }
  }

  private static void assertCorrupt(
      ChunkTable chunks, RocksEngine engine, BlobLayout blob, ByteBuffer stored)
      throws RocksDBException {
    chunks.put(engine, 7, 0, stored);
    assertThatThrownBy(() -> chunks.read(engine, blob, 0, 100))
        .isInstanceOf(CorruptBlobException.class)
        .hasMessage("chunk 0 of blob 7: checksum or length differs");
  }

  private static ByteBuffer sealed(long uid, int chunk, byte[] content) {
    var tail = new Tail(UnpooledByteBufAllocator.DEFAULT);
    tail.fill(Unpooled.wrappedBuffer(content));
    var sealed = ByteBuffer.allocateDirect(content.length + ChunkTable.CHECKSUM_BYTES);
    sealed.put(tail.sealed(uid, chunk)).flip();
    tail.free();
    return sealed;
  }

  private static SharedMemory memory() {
    RocksNatives.load();
    return new SharedMemory(8 << 20);
  }

  private RocksEngine engine(SharedMemory memory) throws RocksDBException {
    var families = Set.of(Families.CHUNKS, Families.PENDING);
    return RocksEngine.open(folder.resolve("engine"), families, memory, false, true);
  }
}
