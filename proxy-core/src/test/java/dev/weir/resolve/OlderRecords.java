package dev.weir.resolve;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cache.Stages;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordStore;

/** Versions as they were written when each had its manifest in its record. */
final class OlderRecords {
  private OlderRecords() {}

  /** Puts {@code whole}, which has its manifest with it, beside a package that is there. */
  static void put(RecordStore ledger, PackagePath path, VersionRecord whole) {
    var json =
        """
        {"v":1,"version":"%s","status":"%s","connection":"%s","file":"%s","retainedAt":%d,\
        "manifest":"%s"}"""
            .formatted(
                whole.version(),
                whole.status(),
                whole.connection(),
                whole.file(),
                whole.retainedAt(),
                whole.manifest().orElseThrow());
    var repository = path.repository();
    var key =
        Key.of(
            repository.domain().value(),
            repository.repository().value(),
            path.name().value(),
            whole.version());
    Stages.await(ledger.put(LedgerTables.VERSIONS, key, json.getBytes(UTF_8), Expected.ANYTHING));
  }
}
