package dev.weir.resolve;

import dev.weir.resolve.BatchOutcome.Code;
import dev.weir.resolve.BatchOutcome.Failed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges a {@link Batch} before anything of it is done. Pure; the words are AWS's. */
final class BatchRules {
  private final Map<String, VersionRecord> there;

  BatchRules(List<VersionRecord> versions) {
    this.there =
        versions.stream().collect(Collectors.toMap(VersionRecord::version, version -> version));
  }

  Optional<VersionRecord> find(String version) {
    return Optional.ofNullable(there.get(version));
  }

  /**
   * Why nothing can be done; empty if all can.
   *
   * @param rule what else forbids a version to be changed
   * @param skipped what to say of a version that is in order, if another is not
   */
  Map<String, Failed> failures(
      Batch batch, Function<VersionRecord, Optional<Failed>> rule, String skipped) {
    var failed = new LinkedHashMap<String, Failed>();
    for (var version : batch.versions()) {
      failure(batch, version, rule).ifPresent(why -> failed.put(version, why));
    }
    if (!failed.isEmpty()) {
      for (var version : batch.versions()) {
        failed.putIfAbsent(version, new Failed(Code.SKIPPED, skipped.formatted(version)));
      }
    }
    return failed;
  }

  private Optional<Failed> failure(
      Batch batch, String version, Function<VersionRecord, Optional<Failed>> rule) {
    var found = find(version);
    if (found.isEmpty()) {
      return Optional.of(new Failed(Code.NOT_FOUND, "Could not find version " + version));
    }
    var expected = batch.revisions().get(version);
    var revision = revision(found.get());
    if (expected != null && !expected.equals(revision)) {
      return Optional.of(
          new Failed(
              Code.MISMATCHED_REVISION,
              "current revision: %s, expected revision: %s".formatted(revision, expected)));
    }
    var status = found.get().status();
    if (batch.status().filter(wanted -> !wanted.equals(status)).isPresent()) {
      return Optional.of(
          new Failed(
              Code.MISMATCHED_STATUS,
              "current status: %s, expected status: %s".formatted(status, batch.status().get())));
    }
    return rule.apply(found.get());
  }

  /** Of a version whose manifest cannot be read, the empty string. */
  static String revision(VersionRecord version) {
    return version.listed().map(ListedVersion::revision).orElse("");
  }
}
