package dev.weir.cli;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** A command line for each verb that asks the daemon, with what must be given and nothing more. */
public final class EveryVerb {
  private static final String REPOSITORY = " --domain my-domain --repository my-repo";
  private static final String PACKAGE = REPOSITORY + " --format npm --package lodash";
  private static final String VERSION = PACKAGE + " --package-version 4.17.21";
  private static final String ARN =
      " --resource-arn arn:aws:codeartifact:us-east-1:000000000000:domain/my-domain";

  private EveryVerb() {}

  /** The words of each, for parameterized tests. */
  static Stream<Arguments> lines() {
    var login = line("login --tool npm" + REPOSITORY);
    return Stream.of(ofCodeArtifact(), ofWeir(), Stream.of(login)).flatMap(lines -> lines);
  }

  /** Those of the CodeArtifact API. */
  static Stream<Arguments> ofCodeArtifact() {
    return Stream.of(
            "associate-external-connection" + REPOSITORY + " --external-connection public:npmjs",
            "copy-package-versions --domain my-domain --source-repository r1"
                + " --destination-repository r2 --format npm --package p --versions 1.0.0",
            "create-domain --domain my-domain",
            "create-repository" + REPOSITORY,
            "delete-domain --domain my-domain",
            "delete-domain-permissions-policy --domain my-domain",
            "delete-package" + PACKAGE,
            "delete-package-versions" + PACKAGE + " --versions 1.0.0",
            "delete-repository" + REPOSITORY,
            "delete-repository-permissions-policy" + REPOSITORY,
            "describe-domain --domain my-domain",
            "describe-package" + PACKAGE,
            "describe-package-version" + VERSION,
            "describe-repository" + REPOSITORY,
            "disassociate-external-connection" + REPOSITORY + " --external-connection public:npmjs",
            "dispose-package-versions" + PACKAGE + " --versions 1.0.0",
            "get-authorization-token --domain my-domain",
            "get-domain-permissions-policy --domain my-domain",
            "get-package-version-asset" + VERSION + " --asset package.tgz target/package.tgz",
            "get-package-version-readme" + VERSION,
            "get-repository-endpoint" + REPOSITORY + " --format npm",
            "get-repository-permissions-policy" + REPOSITORY,
            "list-domains",
            "list-package-version-assets" + VERSION,
            "list-package-version-dependencies" + VERSION,
            "list-package-versions" + PACKAGE,
            "list-packages" + REPOSITORY,
            "list-repositories",
            "list-repositories-in-domain --domain my-domain",
            "list-tags-for-resource" + ARN,
            "put-domain-permissions-policy --domain my-domain --policy-document {}",
            "put-package-origin-configuration"
                + PACKAGE
                + " --restrictions publish=ALLOW,upstream=BLOCK",
            "put-repository-permissions-policy" + REPOSITORY + " --policy-document {}",
            "tag-resource" + ARN + " --tags key=team,value=web",
            "untag-resource" + ARN + " --tag-keys team",
            "update-package-versions-status"
                + PACKAGE
                + " --versions 1.0.0 --target-status Archived",
            "update-repository" + REPOSITORY + " --upstreams repositoryName=npm-store")
        .map(EveryVerb::line);
  }

  /** Those of Weir's own API. */
  static Stream<Arguments> ofWeir() {
    return Stream.of(
            "status",
            "tree",
            "removed",
            "cache stats",
            "cache purge lodash@4.17.21",
            "who-has lodash@^4",
            "verify",
            "prewarm src/test/resources/dev/weir/cli/prewarm/package-lock.json",
            "publish-to local/dev pom.xml")
        .map(EveryVerb::line);
  }

  private static Arguments line(String text) {
    return Arguments.of(List.of(text.split(" ")));
  }
}
