package dev.weir.npm;

import dev.weir.model.PackageName;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An attachment of a publish document: the tarball, or a Sigstore bundle that says where it comes
 * from.
 *
 * @param name as the document has it, such as {@code @types/node-1.0.0.tgz}
 * @param contentType as the document has it
 * @param declaredLength what the document says that its length is; -1 if that is no length
 * @param length bytes that a tarball was decoded to; characters of a bundle
 * @param bundle a bundle's JSON text; empty for a tarball
 */
public record PublishAttachment(
    String name,
    Optional<String> contentType,
    OptionalLong declaredLength,
    long length,
    Optional<String> bundle) {
  static final String TARBALL = ".tgz";
  static final String BUNDLE = ".sigstore";

  /** Whether an attachment of that name is a Sigstore bundle, whose data is no base64. */
  static boolean isBundle(String name) {
    return name.endsWith(BUNDLE);
  }

  boolean isBundle() {
    return isBundle(name);
  }

  /** A scope may stand before a file as in the name of the package, and once. */
  private static String withoutScope(PackageName packageName, String name) {
    var scope = packageName.scope().map(s -> "@" + s + "/").orElse("");
    return name.startsWith(scope) ? name.substring(scope.length()) : name;
  }

  /**
   * The version that its name tells, whether or not it is one: {@code 1.0.0} of {@code
   * @types/node-1.0.0.tgz} or {@code node-1.0.0.tgz}, if the package is {@code @types/node}.
   */
  String version(PackageName packageName) throws PublishRefusedException {
    var ending = isBundle() ? BUNDLE : TARBALL;
    var file = withoutScope(packageName, name);
    var beginning = packageName.basename() + "-";
    if (!isSafe(file)) {
      throw PublishRefusedException.of(
          "attachment", name, "no folder but the scope, no backslash, .. or control character");
    }
    boolean fits =
        file.length() > beginning.length() + ending.length()
            && file.startsWith(beginning)
            && file.endsWith(ending);
    if (!fits) {
      throw PublishRefusedException.of(
          "attachment", name, "%s-<version>%s".formatted(packageName, ending));
    }
    return file.substring(beginning.length(), file.length() - ending.length());
  }

  private static boolean isSafe(String file) {
    return !file.contains("..")
        && file.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
  }
}
