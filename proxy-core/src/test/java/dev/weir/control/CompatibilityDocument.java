package dev.weir.control;

import static java.util.Map.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;

/** {@code docs/codeartifact-compatibility.md}: made of the table of operations and the routes. */
final class CompatibilityDocument {
  private static final String HEAD =
      """
      # Compatibility with AWS CodeArtifact

      The %d operations of CodeArtifact (API version 2018-09-22), whether this version has them, and where it differs from
      AWS. This page is made of the table of operations and of the routes; a test fails when it is not current, and
      `mvn -pl proxy-core -am test -Dtest=CompatibilityTest -Dsurefire.failIfNoSpecifiedTests=false -Dweir.docs.write=true`
      writes it anew.

      **Served: %d.** The others answer 400 `ValidationException` with the reason `UNKNOWN_OPERATION` and their own name, so
      that no SDK tries them again.

      ## For all of them

      - There is one account (`account-id`) and one region (`region`). Any `--domain-owner` of 12 digits, and the account of
        any ARN, names that account; answers show it.
      - Nothing is asked of a caller while `auth.mode` is `open`: any credentials, or none. Signatures are not checked.
      - Permission policies are stored, checked for their form and given back, and decide nothing yet.
      - The one package format is npm. The others of the API are taken where they only filter, and find nothing.
      - What is done counts at once: a package is listed when its install has ended, where AWS takes minutes.
      - `nextToken` is refused with another operation or other filters than those it was given for.
      - A parameter that stands twice in a query, or a member twice in a body, is refused.
      - A body over 1 MiB (`http.max-request-body`) is 413.
      - Quotas are settings (`quota.*`). 1,000 domains are allowed by default, where AWS allows 10; rates are not limited.
      - Errors of the server itself have AWS's form too. `docs/decisions.md`, "Control plane", has the reasons.

      ## One by one

      | operation | request | state | differs from AWS |
      | --- | --- | --- | --- |
      """;

  private static final String ONLY_NPM = "`format` other than `npm` finds nothing.";

  private static final Map<Operation, String> DIFFERENCES =
      Map.ofEntries(
          entry(
              Operation.ASSOCIATE_EXTERNAL_CONNECTION,
              "Takes every connection of the configuration by its name. AWS's names for other formats are a"
                  + " ValidationException, names that nobody declared a ResourceNotFoundException."),
          entry(
              Operation.COPY_PACKAGE_VERSIONS,
              "Status, and tags of what is copied, travel. `includeFromUpstream` looks at what is stored and asks no"
                  + " registry. A Disposed version, at either end, is NOT_ALLOWED. Source and destination the same are"
                  + " a ValidationException."),
          entry(
              Operation.CREATE_DOMAIN,
              "A name that ends in `-` and 12 digits is refused. `encryptionKey` is kept and shown; nothing is encrypted."),
          entry(
              Operation.CREATE_REPOSITORY,
              "One of the name of a repository whose packages are still being deleted waits for that, at most"
                  + " `storage.purge.longest-wait`, then 503."),
          entry(
              Operation.DELETE_DOMAIN,
              "One that is not there is 200 with `{}`, as AWS's CloudFormation provider counts on. The answer's status is"
                  + " `Deleted`."),
          entry(
              Operation.DELETE_PACKAGE_VERSIONS,
              "A version that an upstream has is seen through it again. No version, more than 100 or one twice is a"
                  + " ValidationException, here and below."),
          entry(
              Operation.DELETE_REPOSITORY,
              "One that is not there is 200 with `{}`. Others lose it as an upstream at once and keep what they retained."),
          entry(
              Operation.DESCRIBE_DOMAIN,
              "`assetSizeBytes` counts what is stored, each tarball once. No `s3BucketArn`."),
          entry(Operation.DESCRIBE_PACKAGE, ONLY_NPM),
          entry(
              Operation.DESCRIBE_PACKAGE_VERSION,
              "`publishedTime` is when this repository got the version, as at AWS."),
          entry(
              Operation.DISPOSE_PACKAGE_VERSIONS,
              "Of a retained version the cached bytes stay with the cache, which others may use."),
          entry(
              Operation.GET_AUTHORIZATION_TOKEN,
              "Duration 0 gives 12 hours: callers have no credentials here that end earlier."),
          entry(
              Operation.GET_PACKAGE_VERSION_ASSET,
              "A `revision` that is not the current one is a ConflictException. A tarball that was evicted is fetched"
                  + " again."),
          entry(
              Operation.GET_PACKAGE_VERSION_README,
              "A version without a readme is a ResourceNotFoundException that says why; a very long readme is cut"
                  + " (`packages.readme-max-size`)."),
          entry(
              Operation.GET_REPOSITORY_ENDPOINT,
              "`<scheme and host of the request>/npm/<domain>/<repository>/`. Other formats are a ValidationException;"
                  + " `endpointType` is checked and makes no difference."),
          entry(
              Operation.LIST_PACKAGE_VERSION_ASSETS,
              "Of a tarball that cannot be had, or not within `packages.settle`, the size is absent, and of the hashes there are those that the"
                  + " manifest names."),
          entry(
              Operation.LIST_PACKAGE_VERSION_DEPENDENCIES,
              "500 to a page, in the manifest's order."),
          entry(Operation.LIST_PACKAGE_VERSIONS, "By default in the order of the versions' texts."),
          entry(
              Operation.LIST_PACKAGES,
              "In the order of names. A page may be short and still have a `nextToken` (`packages.max-scan`)."),
          entry(
              Operation.LIST_TAGS_FOR_RESOURCE,
              "Of domains and repositories; package groups are not found yet."),
          entry(
              Operation.PUT_DOMAIN_PERMISSIONS_POLICY,
              "Unknown members, effects and actions are refused, with their place."),
          entry(
              Operation.PUBLISH_PACKAGE_VERSION,
              "For `generic` only, as at AWS, and there is nothing of that format: always refused. Its body is thrown"
                  + " away."),
          entry(
              Operation.PUT_PACKAGE_ORIGIN_CONFIGURATION,
              "A name that is ours (published here and blocked, or blocked before it exists) is told to no connection of"
                  + " the search order, also not to one beside the repository that blocks it."),
          entry(
              Operation.PUT_REPOSITORY_PERMISSIONS_POLICY,
              "Unknown members, effects and actions are refused, with their place."),
          entry(Operation.TAG_RESOURCE, "Of domains and repositories. A key twice is refused."),
          entry(Operation.UNTAG_RESOURCE, "Of domains and repositories."),
          entry(
              Operation.UPDATE_PACKAGE_VERSIONS_STATUS,
              "The status that a version has is a success. A Disposed one is NOT_ALLOWED."),
          entry(
              Operation.UPDATE_REPOSITORY,
              "An upstream that is unknown is 404; a cycle, or the same one twice, is a ValidationException; too many, or"
                  + " a search of more than 25 repositories anywhere downstream, are 402."));

  private CompatibilityDocument() {}

  static String text(Predicate<Operation> served) {
    var operations = Operation.values();
    long count = Arrays.stream(operations).filter(served).count();
    var text = new StringBuilder(HEAD.formatted(operations.length, count));
    for (var operation : operations) {
      text.append(
          "| %s | %s `%s` | %s | %s |\n"
              .formatted(
                  operation.title(),
                  operation.method(),
                  operation.path(),
                  served.test(operation) ? "served" : "later",
                  DIFFERENCES.getOrDefault(operation, "")));
    }
    return text.toString();
  }

  /** What is said to differ must be there. */
  static Iterable<Operation> told() {
    return DIFFERENCES.keySet();
  }

  static Path file() {
    var here = Path.of("").toAbsolutePath();
    var root = Files.exists(here.resolve("docs")) ? here : here.resolve("..").normalize();
    return root.resolve("docs/codeartifact-compatibility.md");
  }
}
