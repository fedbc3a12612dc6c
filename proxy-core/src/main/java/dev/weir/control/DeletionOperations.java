package dev.weir.control;

import dev.weir.resolve.Batch;
import dev.weir.resolve.ListedPackage;
import dev.weir.resolve.PackageChanges;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** DeletePackage, DeletePackageVersions, DisposePackageVersions. */
final class DeletionOperations {
  private static final String EXPECTED = "expectedStatus";

  private final PackageChanges changes;
  private final OwnPackages own;

  DeletionOperations(ControlParts parts) {
    this.changes = parts.packageChanges();
    this.own = new OwnPackages(parts);
  }

  record DeletedAnswer(PackageForm.PackageSummary deletedPackage) {}

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.DELETE_PACKAGE, this::delete);
    runs.put(Operation.DELETE_PACKAGE_VERSIONS, this::deleteVersions);
    runs.put(Operation.DISPOSE_PACKAGE_VERSIONS, this::dispose);
  }

  private CompletionStage<Answer> delete(Call call) {
    return own.change(NamedPackage.of(call.fields()), changes::delete)
        .thenApply(DeletionOperations::answer);
  }

  private static Answer answer(ListedPackage deleted) {
    return Answer.json(new DeletedAnswer(PackageForm.summary(deleted)));
  }

  private CompletionStage<Answer> deleteVersions(Call call) {
    var named = NamedPackage.of(call.fields());
    var body = call.fields().inBody();
    var batch =
        new Batch(body.requiredVersions(), Map.of(), body.oneOf(EXPECTED, BatchForm.STATUSES));
    return own.change(named, (seen, path) -> changes.deleteVersions(seen, path, batch))
        .thenApply(BatchForm::answer);
  }

  private CompletionStage<Answer> dispose(Call call) {
    var named = NamedPackage.of(call.fields());
    var body = call.fields().inBody();
    var versions = body.requiredVersions();
    var batch =
        new Batch(versions, body.revisionsOf(versions), body.oneOf(EXPECTED, BatchForm.STATUSES));
    return own.change(named, (seen, path) -> changes.dispose(seen, path, batch))
        .thenApply(BatchForm::answer);
  }
}
