package dev.weir.architecture.wrong.npm;

import dev.weir.architecture.wrong.daemon.Everything;
import dev.weir.architecture.wrong.storage.KnowsTheDaemon;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.rocksdb.RocksDB;

/** A package that should be pure, and is not. */
final class IsNotPure {
  final Class<?> daemon = Everything.class;
  final Class<?> storage = KnowsTheDaemon.class;
  final Class<?> library = RocksDB.class;
  final Class<?> threads = ExecutorService.class;

  Object inTheCommonPool(List<String> values) {
    return values.parallelStream();
  }
}
