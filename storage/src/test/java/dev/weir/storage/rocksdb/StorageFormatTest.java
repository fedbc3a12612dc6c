package dev.weir.storage.rocksdb;

import static dev.weir.storage.Content.buffer;
import static dev.weir.storage.Content.id;
import static dev.weir.storage.Content.write;
import static dev.weir.storage.Stages.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

/**
 * Makes the store that {@code docs/storage-format.md} shows, and compares. If this fails, either
 * the page is to be corrected or, if stores exist that were written before, the format's number.
 */
class StorageFormatTest {
  private static final Table TABLE = new Table("colours");
  private static final byte[] HELLO = "hello".getBytes(US_ASCII);

  @TempDir private Path folder;
  @RegisterExtension private final OpenStores opener = new OpenStores();

  @BeforeEach
  void makeTheExample() {
    var stores = opener.open(folder, new ManualClock(), Long.MAX_VALUE, TABLE);
    var ledger = stores.ledger();
    var key = Key.of("team", "app");
    await(ledger.records().put(TABLE, key, "hi".getBytes(US_ASCII), Expected.ABSENT));
    write(ledger.blobs(), HELLO);
    var unfinished = await(ledger.blobs().create(Set.of()));
    await(unfinished.write(buffer(new byte[256 * 1024])));
    await(stores.closeAsync());
  }

  @Test
  void rowsAreAsThePageShowsThem() throws Exception {
    assertThat(rows(Families.META)).containsExactly("73657175656e6365 0000000000100001");
    assertThat(rows("records.colours")).containsExactly("7465616d0061707000 00000000000000016869");
    assertThat(rows(Families.BLOBS))
        .containsExactly(
            id(HELLO).hex() + " 00000000000000020000000000000005" + "0000019b7ca98c8e00040000");
    assertThat(rows(Families.CHUNKS))
        .hasSize(2)
        .startsWith("000000000000000200000000 68656c6c6f96aeef2b");
    assertThat(rows(Families.PENDING)).containsExactly("0000000000000003 ");
  }

  @Test
  void pageShowsTheRows() throws Exception {
    var page = Files.readString(Path.of("..", "docs", "storage-format.md"));
    // Hexadecimal as it is shown: cut by blanks and line ends, explained behind four blanks.
    var digits = page.replaceAll(" {4}.*", "").replaceAll("\\s", "");
    var shown = new ArrayList<String>();
    for (var family : Set.of(Families.META, "records.colours", Families.BLOBS, Families.PENDING)) {
      shown.addAll(rows(family));
    }
    shown.add(rows(Families.CHUNKS).get(0));

    for (var row : shown) {
      for (var part : row.split(" ", -1)) {
        assertThat(digits).contains(part);
      }
    }
    assertThat(page).contains(FolderFormat.CURRENT);
  }

  @Test
  void folderIsAsThePageShowsIt() throws IOException {
    try (var all = Files.list(folder)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("FORMAT", "LOCK", "cache", "ledger");
    }
    assertThat(folder.resolve("FORMAT")).hasContent("weir-storage 1");
  }

  private List<String> rows(String family) throws RocksDBException {
    return RawFolder.rows(folder.resolve("ledger"), family).stream()
        .map(row -> row.key() + " " + row.value())
        .toList();
  }
}
