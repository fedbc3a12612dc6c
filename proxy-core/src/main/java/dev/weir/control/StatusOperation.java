package dev.weir.control;

import dev.weir.resolve.Batch;
import dev.weir.resolve.PackageChanges;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** UpdatePackageVersionsStatus. */
final class StatusOperation {
  /** DisposePackageVersions and DeletePackageVersions do the others. */
  private static final List<String> TARGETS = List.of("Published", "Unlisted", "Archived");

  private final PackageChanges changes;
  private final OwnPackages own;

  StatusOperation(ControlParts parts) {
    this.changes = parts.packageChanges();
    this.own = new OwnPackages(parts);
  }

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.UPDATE_PACKAGE_VERSIONS_STATUS, this::update);
  }

  private CompletionStage<Answer> update(Call call) {
    var named = NamedPackage.of(call.fields());
    var body = call.fields().inBody();
    var versions = body.requiredVersions();
    var target = body.requiredOneOf("targetStatus", TARGETS);
    var batch =
        new Batch(
            versions,
            body.revisionsOfAll(versions),
            body.oneOf("expectedStatus", BatchForm.STATUSES));
    return own.change(named, (seen, path) -> changes.status(seen, path, batch, target))
        .thenApply(BatchForm::answer);
  }
}
