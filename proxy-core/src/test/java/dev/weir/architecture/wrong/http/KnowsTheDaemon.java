package dev.weir.architecture.wrong.http;

import dev.weir.architecture.wrong.daemon.Everything;

final class KnowsTheDaemon {
  final Class<?> daemon = Everything.class;
}
