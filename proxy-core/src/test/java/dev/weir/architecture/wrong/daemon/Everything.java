package dev.weir.architecture.wrong.daemon;

import dev.weir.architecture.wrong.io.KnowsTheDaemon;

/** Knows a package that knows it: a cycle. */
public final class Everything {
  final Class<?> part = KnowsTheDaemon.class;
}
