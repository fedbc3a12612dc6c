package dev.weir.npm;

import dev.weir.model.Integrity;
import dev.weir.model.PackageName;
import java.util.ArrayList;
import java.util.Optional;

/** Judges a publish document: each way to be wrong has its own message. */
record PublishChecks(PackageName name, SentDocument sent) {
  /** What it brings, if it has a tarball; empty for an update of metadata. */
  Optional<Published> published() throws PublishRefusedException {
    expectName("name", sent.text("name"));
    expectName("_id", sent.text("_id"));
    if (sent.attachments().isEmpty()) {
      return Optional.empty();
    }
    if (sent.text("name").isEmpty()) {
      throw new PublishRefusedException("name: none (expected: %s)".formatted(name));
    }
    var tarball = tarball();
    var version = version(tarball);
    var manifest = manifest(version);
    checkLength(tarball);
    checkTags();
    return Optional.of(
        new Published(
            version,
            manifest,
            tarball,
            bundle(version),
            TarballUrl.usualFile(name, version),
            integrity(manifest),
            shasum(manifest)));
  }

  private void expectName(String member, Optional<String> value) throws PublishRefusedException {
    if (value.isPresent() && !value.get().equals(name.value())) {
      throw PublishRefusedException.of(member, value.get(), "%s, as in the URL".formatted(name));
    }
  }

  private PublishAttachment tarball() throws PublishRefusedException {
    // The splitter takes one tarball at most.
    for (var attachment : sent.attachments()) {
      if (!attachment.isBundle()) {
        return attachment;
      }
    }
    throw new PublishRefusedException(
        "_attachments: no tarball (expected: %s-<version>.tgz)".formatted(name));
  }

  /**
   * Which of the document's versions the tarball is of. Bun names it for what the package.json has,
   * and the version for what npm makes of that.
   */
  private String version(PublishAttachment attachment) throws PublishRefusedException {
    var named = attachment.version(name);
    return sent.versions().containsKey(named)
        ? named
        : SemVer.clean(named)
            .map(SemVer::toString)
            .filter(sent.versions()::containsKey)
            .orElse(named);
  }

  private SentManifest manifest(String version) throws PublishRefusedException {
    var manifest = sent.versions().get(version);
    if (manifest == null) {
      throw PublishRefusedException.of(
          "attachment", "of version " + version, "that of a version in \"versions\"");
    } else if (SemVer.parse(version).isEmpty()) {
      throw PublishRefusedException.of("version", version, "a Semantic Version, such as 1.0.0");
    } else if (TarballUrl.usualFile(name, version).length() > PathSegments.MAX_SEGMENT) {
      throw PublishRefusedException.of(
          "version",
          version,
          "a shorter one: the tarball's name has %d characters at most"
              .formatted(PathSegments.MAX_SEGMENT));
    }
    expectSame("name", manifest.name().orElse("none"), name.value());
    expectSame("version", manifest.version().orElse("none"), version);
    if (manifest.id().isPresent()) {
      expectSame("_id", manifest.id().get(), name + "@" + version);
    }
    return manifest;
  }

  private static void expectSame(String member, String value, String expected)
      throws PublishRefusedException {
    if (!value.equals(expected)) {
      throw PublishRefusedException.of("manifest's " + member, value, expected);
    }
  }

  private static void checkLength(PublishAttachment attachment) throws PublishRefusedException {
    var declared = attachment.declaredLength();
    if (declared.isPresent() && declared.getAsLong() != attachment.length()) {
      throw new PublishRefusedException(
          "attachment's length: %d (expected: %d, which its data have)"
              .formatted(declared.getAsLong(), attachment.length()));
    }
  }

  private void checkTags() throws PublishRefusedException {
    for (var tag : sent.distTags().entrySet()) {
      var problem = DistTagRules.problem(tag.getKey());
      if (problem.isPresent()) {
        throw new PublishRefusedException(problem.get());
      } else if (!sent.versions().containsKey(tag.getValue())) {
        throw PublishRefusedException.of(
            "dist-tag " + tag.getKey(), tag.getValue(), "a version of the document");
      }
    }
  }

  private Optional<PublishAttachment> bundle(String version) throws PublishRefusedException {
    var bundles = new ArrayList<PublishAttachment>();
    for (var attachment : sent.attachments()) {
      if (attachment.isBundle()) {
        bundles.add(attachment);
        checkLength(attachment);
        expectVersion(version, attachment);
      }
    }
    if (bundles.size() > 1) {
      throw new PublishRefusedException(
          "_attachments: %d Sigstore bundles (expected: one at most)".formatted(bundles.size()));
    }
    return bundles.stream().findFirst();
  }

  private void expectVersion(String version, PublishAttachment bundle)
      throws PublishRefusedException {
    if (!version(bundle).equals(version)) {
      throw PublishRefusedException.of(
          "attachment", bundle.name(), "one of version %s".formatted(version));
    }
  }

  private static Optional<Integrity> integrity(SentManifest manifest)
      throws PublishRefusedException {
    var sri = manifest.integrity();
    var integrity = sri.flatMap(Integrity::parse);
    if (sri.isPresent() && integrity.isEmpty()) {
      throw PublishRefusedException.of("dist.integrity", sri.get(), "sha512-<base64>");
    }
    return integrity;
  }

  private static Optional<Integrity> shasum(SentManifest manifest) throws PublishRefusedException {
    var hex = manifest.shasum();
    var shasum = hex.flatMap(Integrity::ofShasum);
    if (hex.isPresent() && shasum.isEmpty()) {
      throw PublishRefusedException.of("dist.shasum", hex.get(), "40 hexadecimal digits");
    }
    return shasum;
  }
}
