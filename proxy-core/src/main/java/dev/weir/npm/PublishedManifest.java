package dev.weir.npm;

import dev.weir.model.PackageName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the manifest that is stored from the one that was sent. What is not ours to say stays as it
 * stands, to the byte: order, forms of numbers, unknown members.
 */
public final class PublishedManifest {
  /**
   * A readme belongs to the package, once, and not to each version; the others we say ourselves.
   */
  private static final Set<String> TAKEN_OUT = Set.of("name", "version", "_id", "dist", "readme");

  private static final String INSTALL_FLAG = "hasInstallScript";
  private static final String DEPRECATED = "deprecated";

  private PublishedManifest() {}

  /**
   * The manifest of a version that is published now.
   *
   * @param publishedAt ISO 8601 with a zone, as it shall stand in {@code time}
   * @throws PublishRefusedException if a member that is acted on is longer than a MiB
   */
  public static IndexedManifest of(
      PackageName name, Published published, PublishedDist dist, String publishedAt)
      throws PublishRefusedException {
    var writer = new Writer(name, published, dist);
    try {
      // With what the client says itself of install scripts, to be told by who knows all ways.
      var asSent = IndexedManifest.parse(writer.write(TAKEN_OUT, false), Optional.of(publishedAt));
      return IndexedManifest.parse(
          writer.write(with(INSTALL_FLAG), asSent.facts().installScript()),
          Optional.of(publishedAt));
    } catch (MalformedPackumentException unusable) {
      throw new PublishRefusedException("manifest: " + unusable.getMessage());
    }
  }

  /**
   * The same manifest with another {@code deprecated}, or without.
   *
   * @param message why it is deprecated; none or an empty text if it is not
   * @throws IllegalArgumentException if {@code message} is longer than a MiB
   */
  public static IndexedManifest deprecated(IndexedManifest old, Optional<String> message) {
    var text = message.filter(m -> !m.isEmpty());
    if (text.isPresent() && text.get().length() > JsonCursor.MAX_STRING) {
      throw new IllegalArgumentException(
          "message: %d characters (expected: at most %d)"
              .formatted(text.get().length(), JsonCursor.MAX_STRING));
    }
    try {
      var json = old.sharedJson();
      return IndexedManifest.parse(
          text.isPresent() ? set(json, text.get()) : removed(json), old.facts().publishedAt());
    } catch (MalformedPackumentException impossible) {
      throw new IllegalStateException("a manifest that was read before", impossible);
    }
  }

  /** Why a version is deprecated; empty if it is not. To be held against {@link SentManifest}'s. */
  public static Optional<String> deprecation(IndexedManifest manifest) {
    var json = manifest.sharedJson();
    try (var cursor = new JsonCursor(new Utf8Input(new ByteArrayInputStream(json)))) {
      cursor.root();
      while (cursor.nextMember()) {
        if (cursor.name().equals(DEPRECATED)) {
          return cursor.stringOrTrue().filter(message -> !message.isEmpty());
        }
        cursor.skip();
      }
      return Optional.empty();
    } catch (MalformedPackumentException impossible) {
      throw new IllegalStateException("a manifest that was read before", impossible);
    }
  }

  private static byte[] set(byte[] json, String message) throws MalformedPackumentException {
    var members = JsonMembers.of(json);
    var value = JsonText.quoted(message);
    for (var member : members) {
      if (member.name().equals(DEPRECATED)) {
        return spliced(json, member.value(), member.to(), value);
      }
    }
    // It has members: nothing without dist.tarball is a manifest.
    int end = members.get(members.size() - 1).to();
    return spliced(json, end, end, JsonText.utf8(",\"deprecated\":" + JsonText.string(message)));
  }

  private static byte[] removed(byte[] json) throws MalformedPackumentException {
    var members = JsonMembers.of(json);
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).name().equals(DEPRECATED)) {
        return i == 0
            ? spliced(json, members.get(0).from(), members.get(1).from(), new byte[0])
            : spliced(json, members.get(i - 1).to(), members.get(i).to(), new byte[0]);
      }
    }
    return json;
  }

  private static byte[] spliced(byte[] json, int from, int to, byte[] middle) {
    var out = new ByteArrayOutputStream(json.length + middle.length);
    out.write(json, 0, from);
    out.writeBytes(middle);
    out.write(json, to, json.length - to);
    return out.toByteArray();
  }

  private static Set<String> with(String member) {
    var names = new HashSet<>(TAKEN_OUT);
    names.add(member);
    return names;
  }

  /** Writes what was sent with some members taken out and ours put in. */
  private record Writer(PackageName name, Published published, PublishedDist dist) {
    byte[] write(Set<String> takenOut, boolean installFlag) throws MalformedPackumentException {
      var version = published.version();
      var json = published.manifest().json();
      var out = new ByteArrayOutputStream(json.length + 1024);
      text(out, "{\"name\":%s,\"version\":%s".formatted(quoted(name.value()), quoted(version)));
      for (var member : JsonMembers.of(json)) {
        if (!takenOut.contains(member.name())) {
          out.write(',');
          out.write(json, member.from(), member.to() - member.from());
        }
      }
      text(out, installFlag ? ",\"hasInstallScript\":true" : "");
      text(out, ",\"_id\":" + quoted(name + "@" + version));
      text(out, ",\"dist\":" + dist.json(name, version) + "}");
      return out.toByteArray();
    }

    private static String quoted(String text) {
      return JsonText.string(text);
    }

    private static void text(ByteArrayOutputStream out, String text) {
      out.writeBytes(JsonText.utf8(text));
    }
  }
}
