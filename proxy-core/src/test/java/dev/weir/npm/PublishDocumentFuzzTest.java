package dev.weir.npm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.model.PackageName;
import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Any bytes as a publish document, in pieces of any size: refused, or understood as a whole tree
 * is, and stored with each member that is the client's to say.
 */
class PublishDocumentFuzzTest {
  private static final PublishLimits LIMITS = new PublishLimits(1 << 16, 1 << 16, 10);
  private static final PublishedDist DIST =
      new PublishedDist(
          new Digest(DigestAlgorithm.SHA512, "00".repeat(64)),
          new Digest(DigestAlgorithm.SHA1, "00".repeat(20)),
          1,
          2,
          Optional.empty());

  @FuzzTest(maxDuration = "")
  void isRefusedOrUnderstoodAsATree(byte[] data) {
    var name = new PackageName(new String(data, ISO_8859_1).contains("@s/x") ? "@s/x" : "x");
    int chance = Arrays.hashCode(data) & 0xffff;
    Split split;
    PublishDocument document;
    try {
      split = Split.of(data, LIMITS, chance % 7, 1 + chance % 97);
      document = PublishDocument.parse(split.rest(), name, LIMITS);
    } catch (MalformedPublishException
        | PublishRefusedException
        | PublishTooLargeException refused) {
      assertThat(refused.getMessage()).contains("(expected: ");
      return;
    }
    var tree = ReferenceDocument.tree(data);
    byte @Nullable [] tarball = OddPublish.takeTarball(tree);
    assertThat(split.tarball()).isEqualTo(tarball == null ? new byte[0] : tarball);
    SameTree.assertSame("rest", ReferenceDocument.tree(split.rest().json()), tree);
    assertThat(document.published().isPresent()).isEqualTo(tarball != null);
    assertThat(document.versions()).containsOnlyKeys(tree.path("versions").propertyNames());
    document
        .versions()
        .forEach(
            (version, manifest) ->
                SameTree.assertSame(
                    version,
                    ReferenceDocument.tree(manifest.json()),
                    tree.path("versions").path(version)));
    assertThat(document.distTags()).containsOnlyKeys(tree.path("dist-tags").propertyNames());
    document.published().ifPresent(published -> assertStored(name, published));
  }

  private static void assertStored(PackageName name, Published published) {
    IndexedManifest stored;
    try {
      stored = PublishedManifest.of(name, published, DIST, "2020-01-01T00:00:00.000Z");
    } catch (PublishRefusedException tooLong) {
      return;
    }
    assertThat(stored.name()).isEqualTo(name);
    assertThat(stored.facts().version()).isEqualTo(published.version());
    assertThat(stored.facts().fileName()).isEqualTo(published.fileName());
    var sent = ReferenceDocument.tree(published.manifest().json());
    var tree = ReferenceDocument.tree(stored.json());
    for (var member : sent.properties()) {
      if (!member.getKey().matches("dist|readme|hasInstallScript")) {
        assertMember(member.getKey(), tree, member.getValue());
      }
    }
    var undone = PublishedManifest.deprecated(stored, Optional.empty());
    assertThat(PublishedManifest.deprecation(undone)).isEmpty();
    var message = published.manifest().deprecated();
    assertThat(PublishedManifest.deprecation(stored)).isEqualTo(message);
    assertThat(PublishedManifest.deprecation(PublishedManifest.deprecated(undone, message)))
        .isEqualTo(message);
  }

  private static void assertMember(String key, JsonNode tree, JsonNode expected) {
    assertThat(tree.has(key)).as(key).isTrue();
    SameTree.assertSame(key, tree.get(key), expected);
  }
}
