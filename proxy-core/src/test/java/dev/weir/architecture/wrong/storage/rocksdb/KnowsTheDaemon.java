package dev.weir.architecture.wrong.storage.rocksdb;

import dev.weir.architecture.wrong.daemon.Everything;

final class KnowsTheDaemon {
  final Class<?> daemon = Everything.class;
}
