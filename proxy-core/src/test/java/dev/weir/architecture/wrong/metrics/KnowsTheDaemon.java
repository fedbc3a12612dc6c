package dev.weir.architecture.wrong.metrics;

import dev.weir.architecture.wrong.daemon.Everything;

final class KnowsTheDaemon {
  final Class<?> daemon = Everything.class;
}
