package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.Table;
import dev.weir.storage.memory.MemoryStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records are counted, up to a number. */
class RecordCountTest {
  private static final Table TABLE = new Table("things");

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "1000, 1000", "1001, 1001", "2000, 2000", "2001, -1"})
  void countsUpToThatMany(int records, long counted) {
    var store = new MemoryStore("cache", TABLE).records();
    for (int i = 0; i < records; i++) {
      store.put(TABLE, Key.of("key-" + i), new byte[1], Expected.ABSENT);
    }

    var count = new RecordCount(store, 2000).of(TABLE).toCompletableFuture().join();

    assertThat(count.orElse(-1)).isEqualTo(counted);
  }
}
