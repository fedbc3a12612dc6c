package dev.weir.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.npm.Dependency;
import dev.weir.npm.ManifestDependencies;
import dev.weir.resolve.OwnVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** ListPackageVersionDependencies: of the version's own manifest, in its order. */
final class DependencyOperation {
  /** The operation has no parameter for it. */
  private static final int PAGE = 500;

  private final PageTokens pages;
  private final OwnVersions versions;

  DependencyOperation(ControlParts parts) {
    this.pages = parts.pages();
    this.versions = new OwnVersions(parts);
  }

  /** The API's {@code PackageDependency}. */
  record PackageDependency(
      @Nullable String namespace,
      @JsonProperty("package") String name,
      String dependencyType,
      String versionRequirement) {}

  record DependenciesAnswer(
      String format,
      @Nullable String namespace,
      @JsonProperty("package") String name,
      String version,
      String versionRevision,
      List<PackageDependency> dependencies,
      @Nullable String nextToken) {}

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.LIST_PACKAGE_VERSION_DEPENDENCIES, this::list);
  }

  private CompletionStage<Answer> list(Call call) {
    var named = NamedVersion.of(call.fields());
    var token = call.fields().nextToken();
    return versions
        .find(named)
        .thenApply(
            found ->
                answer(
                    named,
                    found,
                    // A number is good to go on from, since it is of this revision alone.
                    Listing.of(
                        pages,
                        call.operation(),
                        PAGE,
                        "next-token",
                        token,
                        named.id(),
                        found.listed().revision())));
  }

  private static Answer answer(NamedVersion named, OwnVersion found, Listing listing) {
    long from = listing.after().map(Long::parseLong).orElse(0L);
    var wanted = ManifestDependencies.of(found.manifest().json(), from, listing.max() + 1);
    boolean more = wanted.size() > listing.max();
    return Answer.json(
        new DependenciesAnswer(
            named.of().format(),
            named.of().namespace(),
            named.of().name(),
            found.listed().version(),
            found.listed().revision(),
            wanted.stream().limit(listing.max()).map(DependencyOperation::shown).toList(),
            more ? listing.tokenAfter(Long.toString(from + listing.max())) : null));
  }

  private static PackageDependency shown(Dependency dependency) {
    return new PackageDependency(
        PackageForm.namespace(dependency.name()),
        dependency.name().basename(),
        dependency.kind().name().toLowerCase(Locale.ROOT),
        dependency.requirement());
  }
}
