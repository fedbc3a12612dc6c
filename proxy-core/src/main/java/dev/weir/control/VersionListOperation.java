package dev.weir.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.catalog.Catalog;
import dev.weir.policy.OriginType;
import dev.weir.resolve.PackageVersions;
import dev.weir.resolve.Packages;
import dev.weir.resolve.VersionPlace;
import dev.weir.resolve.VersionQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** ListPackageVersions: by name, or the newest first. */
final class VersionListOperation {
  private static final int PAGE = 50;
  private static final List<String> ORIGINS =
      Arrays.stream(OriginType.values()).map(OriginType::name).toList();
  private static final List<String> ORDERS = List.of("PUBLISHED_TIME");

  private final Catalog catalog;
  private final Packages packages;
  private final PageTokens pages;
  private final Absences absences;

  VersionListOperation(ControlParts parts) {
    this.catalog = parts.catalog();
    this.packages = parts.packages();
    this.pages = parts.pages();
    this.absences = new Absences(parts.account());
  }

  record VersionsAnswer(
      @Nullable String defaultDisplayVersion,
      String format,
      @Nullable String namespace,
      @JsonProperty("package") String name,
      List<PackageForm.VersionSummary> versions,
      @Nullable String nextToken) {}

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.LIST_PACKAGE_VERSIONS, this::list);
  }

  private CompletionStage<Answer> list(Call call) {
    var fields = call.fields();
    var named = NamedPackage.of(fields);
    var status = fields.oneOf("status", BatchForm.STATUSES);
    var origin = fields.oneOf("originType", ORIGINS);
    var order = fields.oneOf("sortBy", ORDERS);
    var listing =
        Listing.of(
            pages,
            call.operation(),
            fields.maxResults(PAGE),
            "next-token",
            fields.nextToken(),
            named.id(),
            status,
            origin,
            order);
    absences.repository(catalog.snapshot(), named.repository());
    var query = new VersionQuery(status, origin.map(OriginType::valueOf), order.isPresent());
    var after = listing.after().map(VersionListOperation::place);
    return packages
        .versions(named.repository(), named.required(), query, after, listing.max())
        .thenApply(found -> answer(named, found.orElseThrow(named::notFound), listing));
  }

  private static Answer answer(NamedPackage named, PackageVersions found, Listing listing) {
    return Answer.json(
        new VersionsAnswer(
            found.defaultVersion().orElse(null),
            named.format(),
            named.namespace(),
            named.name(),
            found.part().map(PackageForm::summary),
            found.part().next().map(last -> listing.tokenAfter(key(last))).orElse(null)));
  }

  private static String key(VersionPlace place) {
    return place.publishedAt() + " " + place.version();
  }

  private static VersionPlace place(String key) {
    int space = key.indexOf(' ');
    return new VersionPlace(Long.parseLong(key.substring(0, space)), key.substring(space + 1));
  }
}
