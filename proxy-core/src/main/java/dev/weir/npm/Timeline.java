package dev.weir.npm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a package came to be and last changed, as far as the sources that give versions know.
 *
 * @param created verbatim, or null if nobody knows; of versions without a document, the first one's
 * @param modified verbatim; never before a version's publish time, since pnpm takes it as the proof
 *     that all versions are older; null if no time is known
 */
record Timeline(@Nullable String created, @Nullable String modified) {
  static Timeline of(List<PackumentSource> order, MergedVersions merged) {
    var created = new Extreme(-1);
    var firstPublished = new Extreme(-1);
    var modified = new Extreme(1);
    boolean anyDocument = false;
    for (int s = 0; s < order.size(); s++) {
      if (merged.countOf(s) == 0) {
        continue;
      }
      if (order.get(s) instanceof PackumentSource.Document document) {
        anyDocument = true;
        document.index().created().ifPresent(created::offer);
        document.index().modified().ifPresent(modified::offer);
        document.index().newest().ifPresent(modified::offer);
      } else if (order.get(s) instanceof PackumentSource.Versions held) {
        for (var manifest : held.versions()) {
          manifest.facts().publishedAt().ifPresent(firstPublished::offer);
          manifest.facts().publishedAt().ifPresent(modified::offer);
        }
      }
    }
    return new Timeline(anyDocument ? created.text : firstPublished.text, modified.text);
  }

  /** For {@code Last-Modified}: whole seconds, rounded up; empty if HTTP cannot say it. */
  Optional<Instant> lastModified() {
    return Optional.ofNullable(modified)
        .flatMap(PublishTime::parse)
        .map(PublishTime::roundedUp)
        .filter(PublishTime::hasFourDigitYear);
  }

  /** Writes the value of {@code time}: created, modified, and the versions shown. */
  void write(MergedVersions merged, Segments out) {
    var time = Members.open(out);
    if (created != null) {
      time.string("created", created);
    }
    if (modified != null) {
      time.string("modified", modified);
    }
    for (int k = 0; k < merged.size(); k++) {
      merged.source(k).writeTime(merged.number(k), time);
    }
    time.close();
  }

  /** The earliest (-1) or latest (1) of the times offered, as it was written. */
  private static final class Extreme {
    private final int direction;
    private @Nullable String text;
    private @Nullable Instant instant;

    Extreme(int direction) {
      this.direction = direction;
    }

    void offer(String candidate) {
      var parsed = PublishTime.parse(candidate).orElse(null);
      if (parsed != null && (instant == null || parsed.compareTo(instant) * direction > 0)) {
        text = candidate;
        instant = parsed;
      }
    }
  }
}
