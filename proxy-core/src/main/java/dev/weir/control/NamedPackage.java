package dev.weir.control;

import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.Shown;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A package as a request names it, which need not exist.
 *
 * @param namespace npm's scope without its {@code @}
 */
record NamedPackage(
    RepositoryId repository, String format, @Nullable String namespace, String name) {
  /** What every operation on one package has in its query. */
  static NamedPackage of(Fields fields) {
    return of(fields, fields.repository());
  }

  /** The same, in a repository that the query calls otherwise. */
  static NamedPackage of(Fields fields, RepositoryId repository) {
    return new NamedPackage(
        repository,
        fields.requiredOneOf("format", Formats.ALL),
        fields.optional("namespace", Constraint.PACKAGE_NAMESPACE).orElse(null),
        fields.required("package", Constraint.PACKAGE_NAME));
  }

  /** The name as npm has it; empty if no package here can have it. */
  Optional<PackageName> npm() {
    return format.equals(Formats.NPM) ? PackageName.parse(full()) : Optional.empty();
  }

  /** The name, or that there is none. */
  PackageName required() {
    return npm().orElseThrow(this::notFound);
  }

  ControlException notFound() {
    return ControlException.notFound(
        ResourceKind.PACKAGE,
        id(),
        "Package not found. Package '%s' of format %s does not exist in %s"
            .formatted(Shown.of(full()), format, place()));
  }

  /** {@code @scope/name} or {@code name}. */
  String full() {
    return namespace == null ? name : "@" + namespace + "/" + name;
  }

  /** As the package's ARN ends; without a namespace there are two slashes. */
  String id() {
    return "%s/%s/%s/%s".formatted(repository, format, namespace == null ? "" : namespace, name);
  }

  String place() {
    return "repository '%s' of domain '%s'".formatted(repository.repository(), repository.domain());
  }
}
