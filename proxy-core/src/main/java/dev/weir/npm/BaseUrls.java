package dev.weir.npm;

import dev.weir.model.PackageName;

/** What a package's URLs begin with when they are ours, ready to stand in a JSON string. */
final class BaseUrls {
  private final byte[] tarball;
  private final byte[] attestations;

  /**
   * @param base the URL of the repository as the client knows it, ending in a slash
   */
  BaseUrls(PackageName name, String base) {
    if (!base.endsWith("/")) {
      throw new IllegalArgumentException("base: %s (expected: a slash at its end)".formatted(base));
    }
    tarball = JsonText.inside(base + name + "/-/");
    attestations = JsonText.inside(base + "-/npm/v1/attestations/");
  }

  void writeTarball(Segments out) {
    out.text(tarball);
  }

  void writeAttestations(Segments out) {
    out.text(attestations);
  }
}
