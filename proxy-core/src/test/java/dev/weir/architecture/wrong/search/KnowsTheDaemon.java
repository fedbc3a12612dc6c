package dev.weir.architecture.wrong.search;

import dev.weir.architecture.wrong.daemon.Everything;

final class KnowsTheDaemon {
  final Class<?> daemon = Everything.class;
}
