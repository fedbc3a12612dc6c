package dev.weir.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.catalog.Catalog;
import dev.weir.npm.License;
import dev.weir.npm.ManifestDescription;
import dev.weir.resolve.ListedPackage;
import dev.weir.resolve.OwnVersion;
import dev.weir.resolve.Packages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** DescribePackage and DescribePackageVersion. */
final class PackageOperations {
  private final Catalog catalog;
  private final Packages packages;
  private final Absences absences;
  private final OwnVersions versions;

  PackageOperations(ControlParts parts) {
    this.catalog = parts.catalog();
    this.packages = parts.packages();
    this.absences = new Absences(parts.account());
    this.versions = new OwnVersions(parts);
  }

  /** The API's {@code PackageDescription}. */
  record PackageDescription(
      String format,
      @Nullable String namespace,
      String name,
      PackageForm.OriginConfiguration originConfiguration) {}

  /** The API's {@code LicenseInfo}. */
  record LicenseInfo(@Nullable String name, @Nullable String url) {
    static LicenseInfo of(License license) {
      return new LicenseInfo(license.name(), license.url());
    }
  }

  /** The API's {@code PackageVersionDescription}. */
  record VersionDescription(
      String format,
      @Nullable String namespace,
      String packageName,
      String displayName,
      String version,
      @Nullable String summary,
      @Nullable String homePage,
      @Nullable String sourceCodeRepository,
      Instant publishedTime,
      List<LicenseInfo> licenses,
      String revision,
      String status,
      PackageForm.Origin origin) {}

  record PackageAnswer(@JsonProperty("package") PackageDescription described) {}

  record VersionAnswer(VersionDescription packageVersion) {}

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.DESCRIBE_PACKAGE, this::describe);
    runs.put(Operation.DESCRIBE_PACKAGE_VERSION, this::describeVersion);
  }

  private CompletionStage<Answer> describe(Call call) {
    var named = NamedPackage.of(call.fields());
    absences.repository(catalog.snapshot(), named.repository());
    return packages
        .find(named.repository(), named.required())
        .thenApply(found -> answer(named, found.orElseThrow(named::notFound)));
  }

  private static Answer answer(NamedPackage named, ListedPackage found) {
    return Answer.json(
        new PackageAnswer(
            new PackageDescription(
                named.format(),
                named.namespace(),
                named.name(),
                PackageForm.configuration(found.restrictions()))));
  }

  private CompletionStage<Answer> describeVersion(Call call) {
    var named = NamedVersion.of(call.fields());
    return versions.find(named).thenApply(found -> answer(named, found));
  }

  private static Answer answer(NamedVersion named, OwnVersion found) {
    var listed = found.listed();
    var manifest = ManifestDescription.of(found.manifest().json());
    return Answer.json(
        new VersionAnswer(
            new VersionDescription(
                named.of().format(),
                named.of().namespace(),
                named.of().name(),
                named.of().full(),
                listed.version(),
                manifest.summary().orElse(null),
                manifest.homePage().orElse(null),
                manifest.sourceCodeRepository().orElse(null),
                Instant.ofEpochMilli(listed.publishedAt()),
                manifest.licenses().stream().map(LicenseInfo::of).toList(),
                listed.revision(),
                listed.status(),
                PackageForm.origin(listed.origin()))));
  }
}
