package dev.weir.npm;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a publish document says, each of the right kind, not yet whether that is good. */
record SentDocument(
    Map<String, String> texts,
    Optional<String> readme,
    Optional<String> maintainers,
    Map<String, String> distTags,
    Map<String, SentManifest> versions,
    List<PublishAttachment> attachments) {
  Optional<String> text(String member) {
    return Optional.ofNullable(texts.get(member));
  }
}
