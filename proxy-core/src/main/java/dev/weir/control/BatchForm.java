package dev.weir.control;

import dev.weir.resolve.BatchOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the operations that change several versions answer: 200, whatever became of them. */
final class BatchForm {
  /** The API's {@code PackageVersionStatus}, each of which may be expected. */
  static final List<String> STATUSES =
      List.of("Published", "Unfinished", "Unlisted", "Archived", "Disposed", "Deleted");

  private BatchForm() {}

  /** The API's {@code SuccessfulPackageVersionInfo}. */
  record Success(String revision, String status) {}

  /** The API's {@code PackageVersionError}. */
  record Failure(String errorCode, String errorMessage) {}

  record BatchAnswer(
      Map<String, Success> successfulVersions, Map<String, Failure> failedVersions) {}

  static Answer answer(BatchOutcome outcome) {
    return Answer.json(
        new BatchAnswer(
            each(outcome.done(), done -> new Success(done.revision(), done.status())),
            each(outcome.failed(), failed -> new Failure(failed.code().name(), failed.message()))));
  }

  private static <T, R> Map<String, R> each(Map<String, T> versions, Function<T, R> form) {
    var formed = new LinkedHashMap<String, R>();
    versions.forEach((version, outcome) -> formed.put(version, form.apply(outcome)));
    return formed;
  }
}
