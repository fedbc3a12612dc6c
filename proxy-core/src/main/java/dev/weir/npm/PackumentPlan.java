package dev.weir.npm;

import dev.weir.model.PackageName;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to send: a list of ranges to copy and of texts to splice between them. Made from indexes
 * alone; its exact length is known before any byte of a document is read. Immutable, for any
 * thread.
 *
 * <p>What is sent is always valid JSON, and always the same for the same sources, form and base.
 */
public final class PackumentPlan {
  private final Segments segments;
  private final Rendering rendering;
  private final int versions;

  private PackumentPlan(Segments segments, Rendering rendering, int versions) {
    this.segments = segments;
    this.rendering = rendering;
    this.versions = versions;
  }

  /**
   * Plans a packument.
   *
   * @param searchOrder nearest first; {@link MergedVersions} and {@link DistTags} say who wins
   * @param base the repository's URL as the client knows it, with a slash at its end
   */
  public static PackumentPlan packument(
      PackageName name, List<PackumentSource> searchOrder, Form form, String base) {
    return packument(name, searchOrder, OwnPart.NONE, form, base);
  }

  /**
   * Plans a packument of which repositories of ours have something to say.
   *
   * @param own what that is
   */
  public static PackumentPlan packument(
      PackageName name, List<PackumentSource> searchOrder, OwnPart own, Form form, String base) {
    return packument(name, searchOrder, own, form, base, PolicyRestrictions.NONE);
  }

  /**
   * Plans a packument as a policy has it.
   *
   * @param restrictions versions that are shown nowhere but in {@code policyRestrictions}
   */
  public static PackumentPlan packument(
      PackageName name,
      List<PackumentSource> searchOrder,
      Form form,
      String base,
      PolicyRestrictions restrictions) {
    return packument(name, searchOrder, OwnPart.NONE, form, base, restrictions);
  }

  private static PackumentPlan packument(
      PackageName name,
      List<PackumentSource> searchOrder,
      OwnPart own,
      Form form,
      String base,
      PolicyRestrictions restrictions) {
    var rendering = Rendering.of(name, searchOrder, own, base, restrictions);
    var segments = new Segments();
    if (form == Form.FULL) {
      FullForm.write(rendering, segments);
    } else {
      AbbreviatedForm.write(rendering, segments);
    }
    return new PackumentPlan(segments, rendering, rendering.merged().size());
  }

  /**
   * Plans one version's manifest, or answers empty if there is no such version.
   *
   * @param versionOrTag a dist-tag, else a version
   * @param base as for {@link #packument}
   */
  public static Optional<PackumentPlan> manifest(
      PackageName name, List<PackumentSource> searchOrder, String versionOrTag, String base) {
    return manifest(name, searchOrder, OwnPart.NONE, versionOrTag, base);
  }

  /** The same, without what {@code own} hides. */
  public static Optional<PackumentPlan> manifest(
      PackageName name,
      List<PackumentSource> searchOrder,
      OwnPart own,
      String versionOrTag,
      String base) {
    var rendering = Rendering.of(name, searchOrder, own, base, PolicyRestrictions.NONE);
    var merged = rendering.merged();
    int k = merged.find(rendering.distTags().getOrDefault(versionOrTag, versionOrTag));
    if (k < 0) {
      return Optional.empty();
    }
    var segments = new Segments();
    var writer = new ManifestWriter(segments, rendering.urls());
    merged.source(k).writeManifest(merged.number(k), writer);
    return Optional.of(new PackumentPlan(segments, rendering, 1));
  }

  /** Whether there is no version at all: such a package does not exist. */
  public boolean isEmpty() {
    return versions == 0;
  }

  /** Exactly how many bytes {@link #write} writes. */
  public long length() {
    return segments.length();
  }

  /**
   * {@code time.modified} or the newest publish time, whichever is later, in whole seconds, rounded
   * up; of the whole package also for a manifest. Empty for a year that an HTTP date cannot have.
   */
  public Optional<Instant> lastModified() {
    return rendering.timeline().lastModified();
  }

  /** The package's dist-tags over the whole search order. */
  public Map<String, String> distTags() {
    return rendering.distTags();
  }

  /** How many versions are shown. */
  public int versions() {
    return versions;
  }

  /**
   * Writes all of it, mostly in pieces of 64 KiB.
   *
   * @param documents a reader for each source of the search order; that of a {@link
   *     PackumentSource.Versions} is never called
   * @throws IOException as a reader or {@code sink} throws it, and if a document is shorter than
   *     its index says
   */
  public void write(List<DocumentReader> documents, ByteSink sink) throws IOException {
    segments.write(documents, sink);
  }
}
