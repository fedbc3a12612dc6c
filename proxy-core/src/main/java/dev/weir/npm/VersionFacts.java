package dev.weir.npm;

import dev.weir.model.Integrity;
import java.util.List;
import java.util.Optional;

/**
 * What policies, tarball requests and merging need to know of a version.
 *
 * @param tarballUrl {@code dist.tarball} as the origin wrote it
 * @param fileName the last segment of its path, percent-decoded: what {@link NpmPath.Tarball} has
 * @param integrity the strongest of {@code dist.integrity}, else {@code dist.shasum}
 * @param publishedAt verbatim from {@code time}
 * @param installScript it says so itself, or its {@code scripts} have preinstall, install or
 *     postinstall
 * @param dependencies names that an install brings along: {@code dependencies}, {@code
 *     optionalDependencies} and {@code peerDependencies}, each once
 */
public record VersionFacts(
    String version,
    String tarballUrl,
    String fileName,
    Optional<Integrity> integrity,
    Optional<String> publishedAt,
    boolean deprecated,
    boolean installScript,
    List<String> dependencies) {
  public VersionFacts {
    dependencies = List.copyOf(dependencies);
  }

  /** What is to be kept for as long as a tarball is sent: the names may be as long as it. */
  public VersionFacts withoutDependencies() {
    return new VersionFacts(
        version,
        tarballUrl,
        fileName,
        integrity,
        publishedAt,
        deprecated,
        installScript,
        List.of());
  }
}
