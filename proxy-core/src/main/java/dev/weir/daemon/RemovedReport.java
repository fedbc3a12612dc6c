package dev.weir.daemon;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.resolve.RemovedVersions;
import java.time.Instant;
import java.util.List;

/** The answer of {@code /weir/v1/removed}: by repository, package and version. */
record RemovedReport(List<Version> removed, boolean more) {
  /** So many are listed. */
  static final int MOST = 10_000;

  /** A retained version that its origin offers no more. */
  record Version(
      String repository,
      @JsonProperty("package") String name,
      String version,
      String connection,
      String since) {}

  static RemovedReport of(List<RemovedVersions.Removed> found) {
    return new RemovedReport(
        found.stream()
            .limit(MOST)
            .map(
                one ->
                    new Version(
                        one.repository(),
                        one.packageName(),
                        one.version(),
                        one.connection(),
                        Instant.ofEpochMilli(one.since()).toString()))
            .toList(),
        found.size() > MOST);
  }
}
