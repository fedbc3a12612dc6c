package dev.weir.npm;

import dev.weir.model.PackageName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A publish document that was read and judged: either it brings one version with its tarball, or it
 * only changes metadata of versions that are there.
 *
 * <p>An update is npm's whole packument or a few members of it, with versions of any age and from
 * any origin. So no more is asked of those than that they are objects. Nor is anything asked of the
 * other versions that may stand beside a published one.
 *
 * @param name the package's, as in the URL
 * @param revision {@code _rev}
 * @param readme the document's, else that of the published version
 * @param maintainers as JSON, whatever that is
 * @param distTags from tag to version; in a publish all are good
 * @param versions in the document's order
 * @param attachments in the document's order; none in an update
 * @param published what a publish brings; empty for an update
 */
public record PublishDocument(
    PackageName name,
    Optional<String> revision,
    Optional<String> description,
    Optional<String> readme,
    Optional<String> maintainers,
    Map<String, String> distTags,
    Map<String, SentManifest> versions,
    List<PublishAttachment> attachments,
    Optional<Published> published) {
  public PublishDocument {
    distTags = Collections.unmodifiableMap(new LinkedHashMap<>(distTags));
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    attachments = List.copyOf(attachments);
  }

  /**
   * Reads and judges what a splitter left.
   *
   * @param urlName the package that the request's URL names
   */
  public static PublishDocument parse(PublishRest rest, PackageName urlName, PublishLimits limits)
      throws MalformedPublishException, PublishRefusedException {
    var sent = PublishDocumentReader.read(rest, limits);
    var published = new PublishChecks(urlName, sent).published();
    return new PublishDocument(
        urlName,
        sent.text("_rev"),
        sent.text("description"),
        sent.readme().or(() -> published.flatMap(version -> version.manifest().readme())),
        sent.maintainers(),
        sent.distTags(),
        sent.versions(),
        sent.attachments(),
        published);
  }
}
