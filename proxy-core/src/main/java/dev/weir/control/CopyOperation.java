package dev.weir.control;

import dev.weir.catalog.Catalog;
import dev.weir.control.ControlException.Reason;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import dev.weir.resolve.Batch;
import dev.weir.resolve.PackagePath;
import dev.weir.resolve.Packages;
import dev.weir.resolve.VersionCopies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** CopyPackageVersions, from one repository of a domain to another. */
final class CopyOperation {
  private final Catalog catalog;
  private final Packages packages;
  private final VersionCopies copies;
  private final Absences absences;

  CopyOperation(ControlParts parts) {
    this.catalog = parts.catalog();
    this.packages = parts.packages();
    this.copies = parts.versionCopies();
    this.absences = new Absences(parts.account());
  }

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.COPY_PACKAGE_VERSIONS, this::copy);
  }

  private CompletionStage<Answer> copy(Call call) {
    var fields = call.fields();
    var source = repository(fields, "source-repository");
    var destination = repository(fields, "destination-repository");
    var named = NamedPackage.of(fields, source);
    var body = fields.inBody();
    var batch = batch(body);
    if (source.equals(destination)) {
      throw ControlException.field(
          "destination-repository",
          destination.repository(),
          "another one than the source-repository");
    }
    var options =
        new VersionCopies.Options(body.flag("includeFromUpstream"), body.flag("allowOverwrite"));
    var seen = catalog.snapshot();
    absences.repository(seen, source);
    absences.repository(seen, destination);
    var path = new PackagePath(source, named.required());
    // What is being retained is waited for.
    return packages
        .find(source, path.name())
        .thenCompose(found -> copies.copy(seen, path, destination, batch, options))
        .thenApply(outcome -> BatchForm.answer(outcome.orElseThrow(named::notFound)));
  }

  private static RepositoryId repository(Fields fields, String name) {
    var domain = fields.domain();
    return new RepositoryId(
        domain, new RepositoryName(fields.required(name, Constraint.REPOSITORY_NAME)));
  }

  /** Versions by themselves or with their revisions, as AWS has it. */
  private static Batch batch(BodyFields body) {
    var versions = body.versions();
    var revisions = body.revisions();
    if (versions.isPresent() == revisions.isPresent()) {
      throw ControlException.invalid(
          Reason.FIELD_VALIDATION_FAILED,
          "versions, versionRevisions: %s (expected: one of the two)"
              .formatted(versions.isPresent() ? "both" : "none"));
    }
    var expected = revisions.orElse(Map.of());
    return new Batch(
        versions.orElseGet(() -> List.copyOf(expected.keySet())), expected, Optional.empty());
  }
}
