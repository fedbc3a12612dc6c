package dev.weir.storage.rocksdb;

import static dev.weir.storage.Stages.await;

import dev.weir.storage.Table;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Opens small stores, and closes after the test what it left open. */
final class OpenStores implements AfterEachCallback {
  static final RocksSettings SMALL = new RocksSettings(32 << 20, 0, 2, 2, 1000);

  private final Deque<RocksStores> opened = new ArrayDeque<>();

  RocksStores open(Path folder, Table... tables) {
    return open(folder, InstantSource.system(), Long.MAX_VALUE, tables);
  }

  RocksStores open(Path folder, InstantSource clock, long usableSpace, Table... tables) {
    return open(
        new Opening(folder, SMALL, Set.of(tables), Set.of(tables), clock, () -> usableSpace));
  }

  RocksStores open(Opening opening) {
    var stores = opening.run();
    opened.push(stores);
    return stores;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    opened.forEach(stores -> await(stores.closeAsync()));
  }
}
