package dev.weir.npm;

import dev.weir.model.Integrity;
import java.util.Optional;

/** The versions of one source, whichever kind it is, and how each gets into the output. */
interface SourceVersions {
  int size();

  String version(int i);

  /** The version's number, or -1. */
  int find(String version);

  /** What its tarball must hash to, if that is known. */
  Optional<Integrity> integrity(int i);

  /** Writes {@code "1.0.0":{…}}. */
  void writeEntry(int i, Form form, Members versions, ManifestWriter manifests);

  /** Writes the manifest alone, whole. */
  void writeManifest(int i, ManifestWriter manifests);

  /** Writes {@code "1.0.0":"2020-01-01T00:00:00.000Z"} if the version's time is known. */
  void writeTime(int i, Members time);

  /**
   * Those of a source.
   *
   * @param number the source's place in the search order
   */
  static SourceVersions of(PackumentSource source, int number) {
    return source instanceof PackumentSource.Document document
        ? new DocumentVersions(document.index(), number)
        : new HeldVersions(((PackumentSource.Versions) source).versions());
  }
}
