package dev.weir.architecture.wrong.io;

import dev.weir.architecture.wrong.daemon.Everything;

public final class KnowsTheDaemon {
  final Class<?> daemon = Everything.class;
}
