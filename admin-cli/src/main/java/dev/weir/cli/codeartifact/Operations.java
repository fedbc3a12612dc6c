package dev.weir.cli.codeartifact;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codeartifact.model.AssociateExternalConnectionRequest;
import software.amazon.awssdk.services.codeartifact.model.CreateDomainRequest;
import software.amazon.awssdk.services.codeartifact.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.codeartifact.model.DeleteDomainPermissionsPolicyRequest;
import software.amazon.awssdk.services.codeartifact.model.DeleteDomainRequest;
import software.amazon.awssdk.services.codeartifact.model.DeleteRepositoryPermissionsPolicyRequest;
import software.amazon.awssdk.services.codeartifact.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.codeartifact.model.DescribeDomainRequest;
import software.amazon.awssdk.services.codeartifact.model.DescribePackageRequest;
import software.amazon.awssdk.services.codeartifact.model.DescribePackageVersionRequest;
import software.amazon.awssdk.services.codeartifact.model.DescribeRepositoryRequest;
import software.amazon.awssdk.services.codeartifact.model.DisassociateExternalConnectionRequest;
import software.amazon.awssdk.services.codeartifact.model.GetAuthorizationTokenRequest;
import software.amazon.awssdk.services.codeartifact.model.GetDomainPermissionsPolicyRequest;
import software.amazon.awssdk.services.codeartifact.model.GetPackageVersionReadmeRequest;
import software.amazon.awssdk.services.codeartifact.model.GetRepositoryEndpointRequest;
import software.amazon.awssdk.services.codeartifact.model.GetRepositoryPermissionsPolicyRequest;
import software.amazon.awssdk.services.codeartifact.model.ListDomainsRequest;
import software.amazon.awssdk.services.codeartifact.model.ListPackageVersionAssetsRequest;
import software.amazon.awssdk.services.codeartifact.model.ListPackageVersionDependenciesRequest;
import software.amazon.awssdk.services.codeartifact.model.ListPackageVersionsRequest;
import software.amazon.awssdk.services.codeartifact.model.ListPackagesRequest;
import software.amazon.awssdk.services.codeartifact.model.ListRepositoriesInDomainRequest;
import software.amazon.awssdk.services.codeartifact.model.ListRepositoriesRequest;
import software.amazon.awssdk.services.codeartifact.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codeartifact.model.PutDomainPermissionsPolicyRequest;
import software.amazon.awssdk.services.codeartifact.model.PutRepositoryPermissionsPolicyRequest;
import software.amazon.awssdk.services.codeartifact.model.TagResourceRequest;
import software.amazon.awssdk.services.codeartifact.model.UntagResourceRequest;
import software.amazon.awssdk.services.codeartifact.model.UpdateRepositoryRequest;

/**
 * The operations that are verbs and answer with members alone. {@code get-package-version-asset},
 * which answers with a file, is {@link AssetVerb}.
 */
final class Operations {
  private static final List<String> DOMAIN = List.of("domain");
  private static final List<String> REPOSITORY = List.of("domain", "repository");
  private static final List<String> CONNECTION =
      List.of("domain", "repository", "externalConnection");
  private static final List<String> PACKAGE = List.of("domain", "repository", "format", "package");
  static final List<String> VERSION =
      List.of("domain", "repository", "format", "package", "packageVersion");

  private Operations() {}

  static List<Operation<?>> all() {
    return Stream.of(
            domains(),
            repositories(),
            packages(),
            versions(),
            ChangeOperations.all(),
            policies(),
            tags())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Operation<?>> domains() {
    return List.of(
        Operation.of(
            "create-domain",
            "Make a domain.",
            DOMAIN,
            CreateDomainRequest::builder,
            (client, request) -> client.createDomain(request.build())),
        Operation.of(
            "delete-domain",
            "Delete a domain that has no repositories any more.",
            DOMAIN,
            DeleteDomainRequest::builder,
            (client, request) -> client.deleteDomain(request.build())),
        Operation.of(
            "describe-domain",
            "Show a domain.",
            DOMAIN,
            DescribeDomainRequest::builder,
            (client, request) -> client.describeDomain(request.build())),
        Operation.of(
                "list-domains",
                "List the domains.",
                List.of(),
                ListDomainsRequest::builder,
                (client, request) -> client.listDomains(request.build()))
            .paged(PagedMembers.of("domains")),
        Operation.of(
            "get-authorization-token",
            "Get a token for the repositories of a domain.",
            DOMAIN,
            GetAuthorizationTokenRequest::builder,
            (client, request) -> client.getAuthorizationToken(request.build())));
  }

  private static List<Operation<?>> repositories() {
    return List.of(
        Operation.of(
            "create-repository",
            "Make a repository, perhaps with upstreams.",
            REPOSITORY,
            CreateRepositoryRequest::builder,
            (client, request) -> client.createRepository(request.build())),
        Operation.of(
            "update-repository",
            "Change a description, or replace all upstreams.",
            REPOSITORY,
            UpdateRepositoryRequest::builder,
            (client, request) -> client.updateRepository(request.build())),
        Operation.of(
            "delete-repository",
            "Delete a repository with the packages in it.",
            REPOSITORY,
            DeleteRepositoryRequest::builder,
            (client, request) -> client.deleteRepository(request.build())),
        Operation.of(
            "describe-repository",
            "Show a repository with upstreams and connection.",
            REPOSITORY,
            DescribeRepositoryRequest::builder,
            (client, request) -> client.describeRepository(request.build())),
        Operation.of(
                "list-repositories",
                "List the repositories of all domains.",
                List.of(),
                ListRepositoriesRequest::builder,
                (client, request) -> client.listRepositories(request.build()))
            .paged(PagedMembers.of("repositories")),
        Operation.of(
                "list-repositories-in-domain",
                "List the repositories of a domain.",
                DOMAIN,
                ListRepositoriesInDomainRequest::builder,
                (client, request) -> client.listRepositoriesInDomain(request.build()))
            .paged(PagedMembers.of("repositories")),
        Operation.of(
            "associate-external-connection",
            "Connect a repository to a registry outside.",
            CONNECTION,
            AssociateExternalConnectionRequest::builder,
            (client, request) -> client.associateExternalConnection(request.build())),
        Operation.of(
            "disassociate-external-connection",
            "Take a repository's external connection away.",
            CONNECTION,
            DisassociateExternalConnectionRequest::builder,
            (client, request) -> client.disassociateExternalConnection(request.build())),
        Operation.of(
            "get-repository-endpoint",
            "Show the URL to point a package manager at.",
            List.of("domain", "repository", "format"),
            GetRepositoryEndpointRequest::builder,
            (client, request) -> client.getRepositoryEndpoint(request.build())));
  }

  private static List<Operation<?>> packages() {
    return List.of(
        Operation.of(
                "list-packages",
                "List the packages that a repository has.",
                REPOSITORY,
                ListPackagesRequest::builder,
                (client, request) -> client.listPackages(request.build()))
            .paged(PagedMembers.of("packages")),
        Operation.of(
            "describe-package",
            "Show a package and where its versions may come from.",
            PACKAGE,
            DescribePackageRequest::builder,
            (client, request) -> client.describePackage(request.build())),
        Operation.of(
                "list-package-versions",
                "List the versions of a package that a repository has.",
                PACKAGE,
                ListPackageVersionsRequest::builder,
                (client, request) -> client.listPackageVersions(request.build()))
            .paged(
                PagedMembers.of(
                    "versions", "defaultDisplayVersion", "format", "package", "namespace")));
  }

  private static List<Operation<?>> versions() {
    return List.of(
        Operation.of(
            "describe-package-version",
            "Show a version: licence, home page, origin, status.",
            VERSION,
            DescribePackageVersionRequest::builder,
            (client, request) -> client.describePackageVersion(request.build())),
        Operation.of(
                "list-package-version-assets",
                "List the files of a version, with sizes and hashes.",
                VERSION,
                ListPackageVersionAssetsRequest::builder,
                (client, request) -> client.listPackageVersionAssets(request.build()))
            .paged(
                PagedMembers.of(
                    "assets", "package", "format", "namespace", "version", "versionRevision")),
        Operation.of(
            "list-package-version-dependencies",
            "List what a version depends on.",
            VERSION,
            ListPackageVersionDependenciesRequest::builder,
            (client, request) -> client.listPackageVersionDependencies(request.build())),
        Operation.of(
            "get-package-version-readme",
            "Show the readme of a version.",
            VERSION,
            GetPackageVersionReadmeRequest::builder,
            (client, request) -> client.getPackageVersionReadme(request.build())));
  }

  private static List<Operation<?>> policies() {
    return List.of(
        Operation.of(
            "put-domain-permissions-policy",
            "Set who may do what in a domain.",
            List.of("domain", "policyDocument"),
            PutDomainPermissionsPolicyRequest::builder,
            (client, request) -> client.putDomainPermissionsPolicy(request.build())),
        Operation.of(
            "get-domain-permissions-policy",
            "Show a domain's policy.",
            DOMAIN,
            GetDomainPermissionsPolicyRequest::builder,
            (client, request) -> client.getDomainPermissionsPolicy(request.build())),
        Operation.of(
            "delete-domain-permissions-policy",
            "Delete a domain's policy.",
            DOMAIN,
            DeleteDomainPermissionsPolicyRequest::builder,
            (client, request) -> client.deleteDomainPermissionsPolicy(request.build())),
        Operation.of(
            "put-repository-permissions-policy",
            "Set who may do what in a repository.",
            List.of("domain", "repository", "policyDocument"),
            PutRepositoryPermissionsPolicyRequest::builder,
            (client, request) -> client.putRepositoryPermissionsPolicy(request.build())),
        Operation.of(
            "get-repository-permissions-policy",
            "Show a repository's policy.",
            REPOSITORY,
            GetRepositoryPermissionsPolicyRequest::builder,
            (client, request) -> client.getRepositoryPermissionsPolicy(request.build())),
        Operation.of(
            "delete-repository-permissions-policy",
            "Delete a repository's policy.",
            REPOSITORY,
            DeleteRepositoryPermissionsPolicyRequest::builder,
            (client, request) -> client.deleteRepositoryPermissionsPolicy(request.build())));
  }

  private static List<Operation<?>> tags() {
    return List.of(
        Operation.of(
            "tag-resource",
            "Give a domain or a repository tags.",
            List.of("resourceArn", "tags"),
            TagResourceRequest::builder,
            (client, request) -> client.tagResource(request.build())),
        Operation.of(
            "untag-resource",
            "Take tags away.",
            List.of("resourceArn", "tagKeys"),
            UntagResourceRequest::builder,
            (client, request) -> client.untagResource(request.build())),
        Operation.of(
            "list-tags-for-resource",
            "List the tags of a domain or a repository.",
            List.of("resourceArn"),
            ListTagsForResourceRequest::builder,
            (client, request) -> client.listTagsForResource(request.build())));
  }
}
