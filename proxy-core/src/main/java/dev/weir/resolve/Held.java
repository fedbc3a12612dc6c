package dev.weir.resolve;

import dev.weir.cache.JsonRecord;
import dev.weir.storage.Expected;
import dev.weir.storage.Version;
import dev.weir.storage.Versioned;
import java.util.Optional;

/** A record as it was read, for a compare-and-set. */
record Held<T extends Record>(T record, Version version) {
  static <T extends Record> Optional<Held<T>> of(Optional<Versioned> found, JsonRecord<T> format) {
    return found.flatMap(
        versioned -> format.decode(versioned).map(r -> new Held<>(r, versioned.version())));
  }

  Expected same() {
    return Expected.same(version);
  }
}
