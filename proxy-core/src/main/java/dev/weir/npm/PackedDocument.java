package dev.weir.npm;

import dev.weir.model.PackageName;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document that npm would publish a tarball with, made of the tarball alone: its {@code
 * package.json} with what npm adds to it.
 *
 * @param name the package's, as its {@code package.json} has it
 * @param rest the document, as if its tarball had been taken out of it
 */
public record PackedDocument(PackageName name, PublishRest rest) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final String NODE_GYP = "binding.gyp";

  /**
   * Reads a tarball once. Blocks as {@code tgz} does, and takes its time to unpack: for a thread
   * that may. Whether it may be published is for {@link TarballCheck} to say.
   *
   * @param tgz not closed by this
   * @param length of the tarball, in bytes
   * @param tag the dist-tag that shall point at it
   * @throws IOException as {@code tgz} throws it
   */
  public static PackedDocument of(InputStream tgz, long length, String tag, TarballLimits limits)
      throws IOException, PublishRefusedException {
    var found = Found.in(tgz, limits);
    if (found.packageJson == null) {
      throw new PublishRefusedException(
          "tarball: no package.json (expected: one in its first folder)");
    }
    try {
      var manifest = PackedManifest.of(object(found.packageJson), found.gyp);
      var name = name(manifest);
      var version = cleaned(text(manifest, "version"));
      manifest.put("version", version);
      return new PackedDocument(name, document(name, version, tag, manifest, length));
    } catch (JacksonException malformed) {
      throw refused(String.valueOf(malformed.getOriginalMessage()));
    }
  }

  /** As npm publishes it, or as it stands if npm would not: then it is refused in words. */
  private static String cleaned(String version) {
    return SemVer.clean(version).map(SemVer::toString).orElse(version);
  }

  private static PublishRest document(
      PackageName name, String version, String tag, ObjectNode manifest, long length) {
    var file = name + "-" + version + PublishAttachment.TARBALL;
    var document = JSON.createObjectNode();
    document.put("_id", name.value());
    document.put("name", name.value());
    document.putObject("dist-tags").put(tag, version);
    document.putObject("versions").set(version, manifest);
    var attachment = document.putObject("_attachments").putObject(file);
    attachment.put("content_type", "application/octet-stream");
    attachment.put("data", "");
    attachment.put("length", length);
    return new PublishRest(
        JSON.writeValueAsBytes(document), Optional.of(new PublishRest.Decoded(file, length, 0, 0)));
  }

  /** The last of two members of one name counts, as in JavaScript. */
  private static ObjectNode object(byte[] json) throws PublishRefusedException {
    if (JSON.readTree(json) instanceof ObjectNode object) {
      return object;
    }
    throw refused("no JSON object (expected: one)");
  }

  private static PackageName name(ObjectNode manifest) throws PublishRefusedException {
    var name = text(manifest, "name");
    return PackageName.parse(name)
        .orElseThrow(
            () ->
                PublishRefusedException.of(
                    "tarball's package.json: name", name, "a package's name"));
  }

  private static String text(ObjectNode manifest, String member) throws PublishRefusedException {
    JsonNode value = manifest.get(member);
    if (value == null || !value.isString()) {
      throw refused("no \"%s\", or no string (expected: one)".formatted(member));
    }
    return value.stringValue();
  }

  static PublishRefusedException refused(String problem) {
    return new PublishRefusedException("tarball's package.json: " + problem);
  }

  /** What is looked for in the archive. */
  private static final class Found {
    private byte @Nullable [] packageJson;
    private boolean gyp;

    static Found in(InputStream tgz, TarballLimits limits)
        throws IOException, PublishRefusedException {
      var found = new Found();
      try (var tar = new GzipMember(tgz)) {
        var entries = TarEntries.strict(tar, limits);
        for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
          found.look(entry.get(), entries);
        }
      } catch (TarDamagedException damaged) {
        throw new PublishRefusedException(
            "tarball: %s (expected: a sound .tgz within limits)".formatted(damaged.getMessage()));
      }
      return found;
    }

    private void look(TarEntry entry, TarEntries entries)
        throws IOException, PublishRefusedException {
      var path = PackedPath.of(entry);
      if (entry.plain() && path.isPackageJson() && packageJson == null) {
        if (entry.size() > PackageJson.MAX_SIZE) {
          throw refused(
              "%d bytes (expected: at most %d)".formatted(entry.size(), PackageJson.MAX_SIZE));
        }
        packageJson = withoutMark(entries.content(entry, PackageJson.MAX_SIZE));
      }
      gyp |= path.segments().size() == 2 && path.segments().get(1).equals(NODE_GYP);
    }

    /** Some editors begin a file with it, and npm takes it away. */
    private static byte[] withoutMark(byte[] json) {
      int length = BYTE_ORDER_MARK.length;
      boolean marked =
          json.length >= length && Arrays.equals(json, 0, length, BYTE_ORDER_MARK, 0, length);
      return marked ? Arrays.copyOfRange(json, length, json.length) : json;
    }
  }
}
