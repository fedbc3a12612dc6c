package dev.weir.cli;

import java.util.List;

/** The verbs as the help lists them. */
enum Group {
  START("Start", "serve", "prewarm", "completion"),
  SEE("See", "status", "doctor", "tree", "who-has", "removed", "cache", "verify"),
  LOGIN("Log in", "login", "logout", "get-authorization-token", "get-repository-endpoint"),
  REPOSITORIES(
      "Domains and repositories",
      "create-domain",
      "describe-domain",
      "list-domains",
      "delete-domain",
      "create-repository",
      "describe-repository",
      "update-repository",
      "delete-repository",
      "list-repositories",
      "list-repositories-in-domain",
      "associate-external-connection",
      "disassociate-external-connection"),
  PACKAGES(
      "Packages",
      "publish-to",
      "list-packages",
      "describe-package",
      "list-package-versions",
      "describe-package-version",
      "list-package-version-assets",
      "list-package-version-dependencies",
      "get-package-version-asset",
      "get-package-version-readme",
      "put-package-origin-configuration",
      "update-package-versions-status",
      "copy-package-versions",
      "dispose-package-versions",
      "delete-package-versions",
      "delete-package"),
  PERMISSIONS(
      "Permissions and tags",
      "get-domain-permissions-policy",
      "put-domain-permissions-policy",
      "delete-domain-permissions-policy",
      "get-repository-permissions-policy",
      "put-repository-permissions-policy",
      "delete-repository-permissions-policy",
      "tag-resource",
      "untag-resource",
      "list-tags-for-resource");

  private final String title;

  // A list that cannot change.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> verbs;

  Group(String title, String... verbs) {
    this.title = title;
    this.verbs = List.of(verbs);
  }

  String title() {
    return title;
  }

  List<String> verbs() {
    return verbs;
  }
}
