package dev.weir.cli.codeartifact;

import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingType;

/** A member of a request as an option of the command line. */
final class Flag {
  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("administratorAccount", "Only repositories that this account made."),
          Map.entry("allowOverwrite", "Replace versions of other content at the destination."),
          Map.entry("asset", "The file's name; npm packages have package.tgz."),
          Map.entry("description", "A line of words about it."),
          Map.entry("destinationRepository", "The repository to copy to."),
          Map.entry("domain", "The domain."),
          Map.entry("domainOwner", "The account of the domain; Weir has one, under any number."),
          Map.entry("durationSeconds", "How long it is good for: 900 to 43200, or 0."),
          Map.entry("encryptionKey", "Kept and shown; Weir does not encrypt."),
          Map.entry("endpointType", "ipv4 or dualstack; the same to Weir."),
          Map.entry("expectedStatus", "Only if all are in this status, such as Published."),
          Map.entry("externalConnection", "The connection, such as public:npmjs."),
          Map.entry("format", "The package format: npm."),
          Map.entry("includeFromUpstream", "Copy also what only upstreams of the source have."),
          Map.entry("maxResults", "The most that one answer may have; ends paging."),
          Map.entry("namespace", "The package's scope, without @."),
          Map.entry("nextToken", "Where the answer before left off; ends paging."),
          Map.entry("originType", "Only versions from there: INTERNAL, EXTERNAL or UNKNOWN."),
          Map.entry("package", "The package's name, without scope."),
          Map.entry("packagePrefix", "Only packages whose names begin so."),
          Map.entry("packageVersion", "The version."),
          Map.entry("packageVersionRevision", "Only if this is its revision."),
          Map.entry("policyDocument", "The policy, as JSON or as file://PATH."),
          Map.entry("policyRevision", "Only if this is the policy's revision."),
          Map.entry("publish", "Only packages that may be published to: ALLOW or BLOCK."),
          Map.entry("repository", "The repository."),
          Map.entry("repositoryPrefix", "Only repositories whose names begin so."),
          Map.entry("resourceArn", "The ARN of a domain or a repository."),
          Map.entry("restrictions", "What is allowed: publish and upstream, each ALLOW or BLOCK."),
          Map.entry("sourceRepository", "The repository to copy from."),
          Map.entry("sortBy", "The order: PUBLISHED_TIME, the newest first."),
          Map.entry("status", "Only versions in this status, such as Published."),
          Map.entry("tagKeys", "The keys of the tags."),
          Map.entry("tags", "Tags."),
          Map.entry("targetStatus", "The new status: Published, Unlisted or Archived."),
          Map.entry("upstream", "Only packages that may come from upstream: ALLOW or BLOCK."),
          Map.entry("upstreams", "The upstreams in the order they are searched; none empties."),
          Map.entry("versionRevisions", "Only if each version has this revision."),
          Map.entry("versions", "The versions."));

  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("tags", "key=KEY,value=VALUE"),
          Map.entry("upstreams", "repositoryName=NAME"),
          Map.entry("tagKeys", "KEY"),
          Map.entry("maxResults", "N"),
          Map.entry("durationSeconds", "SECONDS"),
          Map.entry("resourceArn", "ARN"),
          Map.entry("policyDocument", "JSON"),
          Map.entry("restrictions", "publish=WORD,upstream=WORD"),
          Map.entry("versionRevisions", "VERSION=REVISION"),
          Map.entry("versions", "VERSION"));

  private Flag() {}

  /** Such as {@code --domain-owner} for {@code domainOwner}. */
  static String name(SdkField<?> field) {
    return "--" + field.memberName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** One line of help. */
  static String text(SdkField<?> field) {
    return TEXTS.getOrDefault(field.memberName(), "");
  }

  /** What stands for the value in the help. */
  static String label(SdkField<?> field) {
    var words = name(field).substring(2).toUpperCase(Locale.ROOT);
    return LABELS.getOrDefault(field.memberName(), words.substring(words.lastIndexOf('-') + 1));
  }

  /** Whether it is given by itself, and taken back with {@code --no-} before its name. */
  static boolean isSwitch(SdkField<?> field) {
    return field.marshallingType() == MarshallingType.BOOLEAN;
  }

  static boolean isList(SdkField<?> field) {
    return field.marshallingType() == MarshallingType.LIST;
  }
}
