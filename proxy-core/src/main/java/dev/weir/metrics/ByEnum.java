package dev.weir.metrics;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Something for every constant of an enum, made at once; asking is one array read. */
final class ByEnum<E extends Enum<E>, M> {
  private final EnumMap<E, M> all;

  ByEnum(Class<E> type, Function<E, M> make) {
    all = new EnumMap<>(type);
    for (var constant : type.getEnumConstants()) {
      all.put(constant, make.apply(constant));
    }
  }

  M of(E constant) {
    return requireNonNull(all.get(constant));
  }

  Stream<M> all() {
    return all.values().stream();
  }
}
