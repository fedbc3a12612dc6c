package dev.weir.cli.codeartifact;

import java.util.List;
import software.amazon.awssdk.services.codeartifact.model.CopyPackageVersionsRequest;
import software.amazon.awssdk.services.codeartifact.model.DeletePackageRequest;
import software.amazon.awssdk.services.codeartifact.model.DeletePackageVersionsRequest;
import software.amazon.awssdk.services.codeartifact.model.DisposePackageVersionsRequest;
import software.amazon.awssdk.services.codeartifact.model.PutPackageOriginConfigurationRequest;
import software.amazon.awssdk.services.codeartifact.model.UpdatePackageVersionsStatusRequest;

/** The operations that change packages and their versions. */
final class ChangeOperations {
  private static final List<String> PACKAGE = List.of("domain", "repository", "format", "package");
  private static final List<String> VERSIONS =
      List.of("domain", "repository", "format", "package", "versions");

  private ChangeOperations() {}

  static List<Operation<?>> all() {
    return List.of(
        Operation.of(
            "put-package-origin-configuration",
            "Set where versions of a package may come from.",
            List.of("domain", "repository", "format", "package", "restrictions"),
            PutPackageOriginConfigurationRequest::builder,
            (client, request) -> client.putPackageOriginConfiguration(request.build())),
        Operation.of(
            "update-package-versions-status",
            "Publish, unlist or archive versions.",
            List.of("domain", "repository", "format", "package", "versions", "targetStatus"),
            UpdatePackageVersionsStatusRequest::builder,
            (client, request) -> client.updatePackageVersionsStatus(request.build())),
        Operation.of(
            "copy-package-versions",
            "Copy versions to another repository of the domain.",
            List.of("domain", "sourceRepository", "destinationRepository", "format", "package"),
            CopyPackageVersionsRequest::builder,
            (client, request) -> client.copyPackageVersions(request.build())),
        Operation.of(
            "dispose-package-versions",
            "Destroy the files of versions, for ever.",
            VERSIONS,
            DisposePackageVersionsRequest::builder,
            (client, request) -> client.disposePackageVersions(request.build())),
        Operation.of(
            "delete-package-versions",
            "Delete versions.",
            VERSIONS,
            DeletePackageVersionsRequest::builder,
            (client, request) -> client.deletePackageVersions(request.build())),
        Operation.of(
            "delete-package",
            "Delete a package with its versions and controls.",
            PACKAGE,
            DeletePackageRequest::builder,
            (client, request) -> client.deletePackage(request.build())));
  }
}
