package dev.weir.npm;

import dev.weir.model.PackageName;
import java.util.List;
import java.util.Optional;

/**
 * What a request's path below a repository's base asks for.
 *
 * <table>
 * <caption>Paths, each also with {@code @scope/name} and the slash encoded or not</caption>
 * <tr><td>(nothing)</td><td>{@link Root}</td></tr>
 * <tr><td>{@code name}, {@code name/}</td><td>{@link Packument}</td></tr>
 * <tr><td>{@code name/1.0.0}, {@code name/latest}</td><td>{@link Manifest}</td></tr>
 * <tr><td>{@code name/-/file.tgz}, {@code @scope/name/-/@scope/file.tgz}</td>
 *     <td>{@link Tarball}</td></tr>
 * <tr><td>{@code name/-rev/1-2}</td><td>{@link Revision}</td></tr>
 * <tr><td>{@code name/-/file.tgz/-rev/1-2}</td><td>{@link TarballRevision}</td></tr>
 * <tr><td>{@code -/package/name/dist-tags}</td><td>{@link DistTags}</td></tr>
 * <tr><td>{@code -/package/name/dist-tags/tag}</td><td>{@link DistTag}</td></tr>
 * <tr><td>{@code -/npm/v1/attestations/name@1.0.0}</td><td>{@link Attestations}</td></tr>
 * <tr><td>{@code -/ping}, any other well-formed path</td><td>{@link Meta}</td></tr>
 * <tr><td>what {@link PathSegments} refuses, what cannot be a name</td><td>{@link Bad}</td></tr>
 * </table>
 */
public sealed interface NpmPath {
  record Root() implements NpmPath {}

  record Packument(PackageName name) implements NpmPath {}

  record Manifest(PackageName name, String versionOrTag) implements NpmPath {}

  /**
   * A version's file.
   *
   * @param fileName one segment, decoded; the scope that publish URLs repeat before it is dropped
   */
  record Tarball(PackageName name, String fileName) implements NpmPath {}

  /**
   * A package as a client saw it that is about to change it.
   *
   * @param revision the {@code _rev} that it saw
   */
  record Revision(PackageName name, String revision) implements NpmPath {}

  /** A version's file, likewise. */
  record TarballRevision(PackageName name, String fileName, String revision) implements NpmPath {}

  record DistTags(PackageName name) implements NpmPath {}

  record DistTag(PackageName name, String tag) implements NpmPath {}

  record Attestations(PackageName name, String version) implements NpmPath {}

  /** Any other path, decoded: {@code -/ping}, {@code -/v1/search}. Not necessarily known. */
  record Meta(String path) implements NpmPath {}

  /** Must not be looked at further; {@code reason} is for the client. */
  record Bad(String reason) implements NpmPath {}

  /** Reads a path without its query, still percent-encoded, without a leading slash. */
  static NpmPath parse(String rawPathAfterBase) {
    if (rawPathAfterBase.isEmpty()) {
      return new Root();
    }
    var path = PathSegments.of(rawPathAfterBase);
    if (path.problem() != null) {
      return new Bad("path: " + path.problem());
    }
    var segments = path.segments();
    var parsed =
        segments.get(0).equals("-") ? meta(segments) : ofPackage(segments, segments.get(0));
    return path.trailingSlash() && !(parsed instanceof Packument) && !(parsed instanceof Bad)
        ? new Bad("path: an empty segment")
        : parsed;
  }

  /** Whether a version can be asked for as {@code name/version}; one that cannot stays hidden. */
  static boolean isVersion(PackageName name, String version) {
    return version.length() <= PathSegments.MAX_SEGMENT
        && !version.isEmpty()
        && manifest(name, version) instanceof Manifest
        && !version.equals(".")
        && !version.equals("..");
  }

  private static NpmPath meta(List<String> segments) {
    if (segments.size() > 4
        && segments.subList(1, 4).equals(List.of("npm", "v1", "attestations"))) {
      return attestations(String.join("/", segments.subList(4, segments.size())));
    }
    if (segments.size() < 4 || !segments.get(1).equals("package")) {
      return new Meta(String.join("/", segments));
    }
    int nameEnd = segments.get(2).startsWith("@") ? 4 : 3;
    int after = segments.size() - nameEnd;
    if (after < 1 || after > 2 || !segments.get(nameEnd).equals("dist-tags")) {
      return new Meta(String.join("/", segments));
    }
    var name = PackageName.parse(String.join("/", segments.subList(2, nameEnd)));
    if (name.isEmpty()) {
      return notAName(segments.subList(2, nameEnd));
    } else if (after == 1) {
      return new DistTags(name.get());
    }
    var tag = segments.get(nameEnd + 1);
    return isPathText(tag) ? new DistTag(name.get(), tag) : badText("tag", tag);
  }

  /** {@code name@1.0.0} or {@code @scope/name@1.0.0}. */
  private static NpmPath attestations(String spec) {
    int at = spec.lastIndexOf('@');
    var name = at > 0 ? PackageName.parse(spec.substring(0, at)) : Optional.<PackageName>empty();
    if (name.isEmpty()) {
      return new Bad("attestations: %s (expected: name@version)".formatted(spec));
    }
    var version = spec.substring(at + 1);
    return isVersion(name.get(), version)
        ? new Attestations(name.get(), version)
        : badText("version", version);
  }

  private static NpmPath ofPackage(List<String> segments, String first) {
    int nameEnd = first.startsWith("@") ? Math.min(2, segments.size()) : 1;
    var name = PackageName.parse(String.join("/", segments.subList(0, nameEnd)));
    if (name.isEmpty()) {
      return notAName(segments.subList(0, nameEnd));
    }
    var rest = segments.subList(nameEnd, segments.size());
    if (rest.isEmpty()) {
      return new Packument(name.get());
    } else if (rest.size() == 1) {
      return manifest(name.get(), rest.get(0));
    } else if (rest.get(0).equals("-") && isFile(name.get(), rest)) {
      var file = rest.get(rest.size() - 1);
      return isPathText(file) ? new Tarball(name.get(), file) : badText("file", file);
    } else if (rest.size() > 1 && rest.get(rest.size() - 2).equals("-rev")) {
      return revision(name.get(), rest).orElseGet(() -> new Meta(String.join("/", segments)));
    }
    return new Meta(String.join("/", segments));
  }

  /** {@code -rev/1-2} or {@code -/file.tgz/-rev/1-2}. */
  private static Optional<NpmPath> revision(PackageName name, List<String> rest) {
    var revision = rest.get(rest.size() - 1);
    var before = rest.subList(0, rest.size() - 2);
    if (!isPathText(revision)) {
      return Optional.of(badText("revision", revision));
    } else if (before.isEmpty()) {
      return Optional.of(new Revision(name, revision));
    } else if (before.get(0).equals("-") && isFile(name, before)) {
      var file = before.get(before.size() - 1);
      return Optional.of(
          isPathText(file) ? new TarballRevision(name, file, revision) : badText("file", file));
    }
    return Optional.empty();
  }

  private static NpmPath manifest(PackageName name, String versionOrTag) {
    return isPathText(versionOrTag) && !versionOrTag.equals("-")
        ? new Manifest(name, versionOrTag)
        : badText("version", versionOrTag);
  }

  /** {@code -/file} or, below a scoped package, {@code -/@scope/file}. */
  private static boolean isFile(PackageName name, List<String> rest) {
    return rest.size() == 2
        || rest.size() == 3
            && name.scope().filter(scope -> rest.get(1).equals("@" + scope)).isPresent();
  }

  /** Whether a version, a tag or a file's name can be asked for: what RFC 3986 calls pchar. */
  private static boolean isPathText(String text) {
    return text.chars().allMatch(NpmPath::isPathCharacter);
  }

  private static boolean isPathCharacter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "-._~!$&'()*+,;=:@".indexOf(c) >= 0;
  }

  private static Bad notAName(List<String> segments) {
    return new Bad(
        "package: %s (expected: a package's name)".formatted(String.join("/", segments)));
  }

  private static Bad badText(String what, String text) {
    return new Bad(
        "%s: %s (expected: letters, digits and - . _ ~ ! $ & ' ( ) * + , ; = : @)"
            .formatted(what, text));
  }
}
