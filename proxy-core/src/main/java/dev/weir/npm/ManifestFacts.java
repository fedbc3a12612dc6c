package dev.weir.npm;

import dev.weir.model.Integrity;
import dev.weir.model.PackageName;
import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a manifest says of its version; {@link VersionFacts} is this and the version's own name and
 * time, which stand outside it.
 */
record ManifestFacts(
    TarballUrl tarball,
    Optional<Integrity> integrity,
    boolean deprecated,
    boolean installScript,
    List<String> dependencies) {
  private static final int DEPRECATED = 1;
  private static final int INSTALL_SCRIPT = 2;
  private static final int USUAL_FILE = 4;

  /** Frozen: these numbers are stored. */
  private static final List<DigestAlgorithm> ALGORITHMS =
      List.of(
          DigestAlgorithm.SHA1,
          DigestAlgorithm.SHA256,
          DigestAlgorithm.SHA384,
          DigestAlgorithm.SHA512);

  VersionFacts of(String version, Optional<String> publishedAt) {
    return new VersionFacts(
        version,
        tarball.prefix() + tarball.file() + tarball.query(),
        tarball.fileName(),
        integrity,
        publishedAt,
        deprecated,
        installScript,
        dependencies);
  }

  ManifestFacts withoutDependencies() {
    return new ManifestFacts(tarball, integrity, deprecated, installScript, List.of());
  }

  boolean hasUsualFile(PackageName name, String version) {
    return tarball.query().isEmpty()
        && tarball.file().equals(TarballUrl.usualFile(name, version))
        && tarball.file().equals(tarball.fileName());
  }

  void encode(PackageName name, String version, Dictionary.Builder dictionary, PackedWriter out) {
    boolean usual = hasUsualFile(name, version);
    out.number(
        (deprecated ? DEPRECATED : 0)
            | (installScript ? INSTALL_SCRIPT : 0)
            | (usual ? USUAL_FILE : 0));
    out.number(dictionary.id(tarball.prefix()));
    if (!usual) {
      out.text(tarball.file());
      out.text(tarball.query());
      out.text(tarball.fileName());
    }
    encodeIntegrity(out);
    out.number(dictionary.id(String.join("\n", dependencies)));
  }

  static ManifestFacts decode(
      PackageName name, String version, Dictionary dictionary, PackedReader in) {
    int flags = in.size();
    var prefix = dictionary.text(in);
    var tarball = decodeTarball(prefix, name, version, (flags & USUAL_FILE) != 0, in);
    var integrity = decodeIntegrity(in);
    var dependencies = dictionary.text(in);
    return new ManifestFacts(
        tarball,
        integrity,
        (flags & DEPRECATED) != 0,
        (flags & INSTALL_SCRIPT) != 0,
        dependencies.isEmpty() ? List.of() : List.of(dependencies.split("\n", -1)));
  }

  private static TarballUrl decodeTarball(
      String prefix, PackageName name, String version, boolean usual, PackedReader in) {
    if (usual) {
      var file = TarballUrl.usualFile(name, version);
      return new TarballUrl(prefix, file, "", file);
    }
    return new TarballUrl(prefix, in.text(), in.text(), in.text());
  }

  private void encodeIntegrity(PackedWriter out) {
    List<Digest> digests = integrity.map(Integrity::anyOf).orElse(List.of());
    out.number(digests.size());
    for (var digest : digests) {
      out.number(ALGORITHMS.indexOf(digest.algorithm()));
      out.raw(digest.bytes());
    }
  }

  private static Optional<Integrity> decodeIntegrity(PackedReader in) {
    var digests = new ArrayList<Digest>();
    for (int left = in.count(); left > 0; left--) {
      int code = in.size();
      if (code >= ALGORITHMS.size()) {
        throw in.corrupt("digest algorithm %d".formatted(code));
      }
      var algorithm = ALGORITHMS.get(code);
      digests.add(Digest.of(algorithm, in.raw(algorithm.length())));
    }
    return digests.isEmpty() ? Optional.empty() : Optional.of(new Integrity(digests));
  }
}
