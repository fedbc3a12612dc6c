package dev.weir.architecture.wrong.policy;

import dev.weir.architecture.wrong.daemon.Everything;
import io.micrometer.core.instrument.Counter;
import java.util.List;

/** A package that should be pure, and is not. */
final class IsNotPure {
  final Class<?> daemon = Everything.class;
  final Class<?> library = Counter.class;
  final Class<?> threads = Thread.class;

  Object inTheCommonPool(List<String> values) {
    return values.stream().parallel();
  }
}
