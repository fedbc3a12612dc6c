package dev.weir.architecture.wrong.storage.memory;

import dev.weir.architecture.wrong.daemon.Everything;

final class KnowsTheDaemon {
  final Class<?> daemon = Everything.class;
}
