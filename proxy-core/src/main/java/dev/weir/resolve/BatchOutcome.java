package dev.weir.resolve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a {@link Batch}: all of it was done, or nothing, and each version says why not.
 *
 * @param done versions with what they are now; where nothing changed a version may be left out
 * @param failed versions with what kept them, or others, from being changed
 */
public record BatchOutcome(Map<String, Done> done, Map<String, Failed> failed) {
  /** A version after the change. */
  public record Done(String revision, String status) {}

  /** Why a version was not changed. */
  public record Failed(Code code, String message) {}

  /** CodeArtifact's {@code PackageVersionErrorCode}. */
  public enum Code {
    ALREADY_EXISTS,
    MISMATCHED_REVISION,
    MISMATCHED_STATUS,
    NOT_ALLOWED,
    NOT_FOUND,
    SKIPPED
  }

  public BatchOutcome {
    done = Collections.unmodifiableMap(new LinkedHashMap<>(done));
    failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
  }
}
