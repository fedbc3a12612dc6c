package dev.weir.daemon;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.cache.Purged;
import java.util.List;
import java.util.Optional;

/** The answer of {@code POST /weir/v1/cache/purge}; see {@link Purged} for the members. */
record PurgeReport(
    @JsonProperty("package") String name,
    Optional<String> version,
    int documents,
    int tarballs,
    long bytes,
    int hotEntries,
    List<Purged.Kept> kept) {
  static PurgeReport of(PurgeRequest request, Purged purged) {
    return new PurgeReport(
        request.name().value(),
        request.version(),
        purged.documents(),
        purged.tarballs(),
        purged.bytes(),
        purged.hotEntries(),
        purged.kept());
  }
}
