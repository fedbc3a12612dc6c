package dev.weir.npm;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Reads the rest of a publish document, member by member; a tree would take many times its size.
 */
final class PublishDocumentReader {
  private final PublishRest rest;
  private final PublishLimits limits;
  private final JsonCursor cursor;

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, String> distTags = new LinkedHashMap<>();
  private final Map<String, SentManifest> versions = new LinkedHashMap<>();
  private final List<PublishAttachment> attachments = new ArrayList<>();
  private @Nullable JsonPart readme;
  private @Nullable JsonPart maintainers;

  private PublishDocumentReader(PublishRest rest, PublishLimits limits, JsonCursor cursor) {
    this.rest = rest;
    this.limits = limits;
    this.cursor = cursor;
  }

  static SentDocument read(PublishRest rest, PublishLimits limits)
      throws MalformedPublishException, PublishRefusedException {
    var input = new Utf8Input(new ByteArrayInputStream(rest.sharedJson()));
    try (var cursor = JsonCursor.strict(input)) {
      return read(rest, limits, cursor);
    } catch (MalformedPackumentException malformed) {
      throw malformed(rest, malformed);
    } catch (JacksonException malformed) {
      throw malformed(rest, JsonCursor.explainInMemory(malformed));
    }
  }

  private static SentDocument read(PublishRest rest, PublishLimits limits, JsonCursor cursor)
      throws MalformedPackumentException, PublishRefusedException {
    try {
      return new PublishDocumentReader(rest, limits, cursor).read();
    } catch (StreamConstraintsException beyond) {
      throw tooLong(rest.sharedJson(), cursor, beyond);
    }
  }

  /** A string that is looked at, or else a name. */
  private static PublishRefusedException tooLong(
      byte[] json, JsonCursor cursor, StreamConstraintsException beyond)
      throws MalformedPackumentException {
    int from = (int) cursor.valueStart();
    int length = json[from] == '"' ? JsonPart.stringEnd(json, from) - from - 2 : 0;
    if (length <= JsonCursor.MAX_STRING) {
      throw JsonCursor.explainInMemory(beyond);
    }
    return new PublishRefusedException(
        "%s: %d bytes (expected: at most %d)"
            .formatted(Shown.of(cursor.path()), length, JsonCursor.MAX_STRING));
  }

  private SentDocument read() throws MalformedPackumentException, PublishRefusedException {
    cursor.root();
    while (cursor.nextMember()) {
      member(cursor.name());
    }
    cursor.nothingMore();
    return new SentDocument(
        texts,
        Optional.ofNullable(readme).flatMap(JsonPart::string),
        Optional.ofNullable(maintainers).map(JsonPart::json),
        distTags,
        versions,
        attachments);
  }

  private void member(String name) throws PublishRefusedException {
    switch (name) {
      case "_id", "_rev", "name", "description" ->
          cursor.string().ifPresent(text -> texts.put(name, text));
      case "readme" -> readme = SentManifest.part(cursor, rest.sharedJson());
      case "maintainers" -> maintainers = SentManifest.part(cursor, rest.sharedJson());
      case "dist-tags" -> distTags();
      case "versions" -> versions();
      case "_attachments" -> attachments();
      default -> cursor.skip();
    }
  }

  private void distTags() throws PublishRefusedException {
    expectObject("dist-tags");
    while (cursor.nextMember()) {
      var tag = cursor.name();
      var version = cursor.string();
      if (version.isEmpty()) {
        throw PublishRefusedException.of("dist-tag", tag, "a version, as a string");
      }
      distTags.put(tag, version.get());
    }
  }

  private void versions() throws PublishRefusedException {
    expectObject("versions");
    while (cursor.nextMember()) {
      var version = cursor.name();
      if (versions.size() == limits.maxVersions()) {
        throw new PublishRefusedException(
            "versions: more than %1$d (expected: at most %1$d)".formatted(limits.maxVersions()));
      } else if (!cursor.object()) {
        throw PublishRefusedException.of("version", version, "an object, its manifest");
      }
      versions.put(version, SentManifest.read(cursor, rest.sharedJson()));
    }
  }

  private void attachments() throws PublishRefusedException {
    expectObject("_attachments");
    while (cursor.nextMember()) {
      var name = cursor.name();
      if (!cursor.object()) {
        throw PublishRefusedException.of("attachment", name, "an object");
      }
      attachments.add(attachment(name));
    }
  }

  private PublishAttachment attachment(String name) throws PublishRefusedException {
    Optional<String> contentType = Optional.empty();
    OptionalLong length = OptionalLong.empty();
    Optional<String> data = Optional.empty();
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "content_type" -> contentType = cursor.string();
        case "length" -> length = cursor.number();
        case "data" -> data = cursor.string();
        default -> cursor.skip();
      }
    }
    if (data.isPresent() && PublishAttachment.isBundle(name)) {
      return new PublishAttachment(name, contentType, length, data.get().length(), data);
    }
    var decoded = rest.decoded().filter(tarball -> tarball.name().equals(name));
    if (data.isEmpty() || decoded.isEmpty()) {
      throw PublishRefusedException.of("attachment", name, "one with \"data\", a string");
    }
    return new PublishAttachment(
        name, contentType, length, decoded.get().length(), Optional.empty());
  }

  private void expectObject(String member) throws PublishRefusedException {
    if (!cursor.object()) {
      throw new PublishRefusedException("%s: no object (expected: an object)".formatted(member));
    }
  }

  private static MalformedPublishException malformed(
      PublishRest rest, MalformedPackumentException malformed) {
    return new MalformedPublishException(
        rest.place(malformed.offset()), malformed.problem(), malformed.expected());
  }
}
