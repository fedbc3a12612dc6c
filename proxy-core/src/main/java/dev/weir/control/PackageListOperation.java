package dev.weir.control;

import dev.weir.catalog.Catalog;
import dev.weir.policy.OriginRestrictions;
import dev.weir.resolve.Listed;
import dev.weir.resolve.ListedPackage;
import dev.weir.resolve.NameFilter;
import dev.weir.resolve.PackageQuery;
import dev.weir.resolve.Packages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** ListPackages: by name, those with a scope between digits and letters. */
final class PackageListOperation {
  private static final int PAGE = 100;
  private static final List<String> RESTRICTIONS = List.of("ALLOW", "BLOCK");

  private final Catalog catalog;
  private final Packages packages;
  private final PageTokens pages;
  private final Absences absences;

  PackageListOperation(ControlParts parts) {
    this.catalog = parts.catalog();
    this.packages = parts.packages();
    this.pages = parts.pages();
    this.absences = new Absences(parts.account());
  }

  record PackagesAnswer(List<PackageForm.PackageSummary> packages, @Nullable String nextToken) {}

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.LIST_PACKAGES, this::list);
  }

  private CompletionStage<Answer> list(Call call) {
    var fields = call.fields();
    var repository = fields.repository();
    var format = fields.oneOf("format", Formats.ALL);
    var namespace = fields.optional("namespace", Constraint.PACKAGE_NAMESPACE);
    var prefix = fields.optional("package-prefix", Constraint.PACKAGE_NAME).orElse("");
    var publish = fields.oneOf("publish", RESTRICTIONS);
    var upstream = fields.oneOf("upstream", RESTRICTIONS);
    if (namespace.isPresent() && format.isEmpty()) {
      throw ControlException.field("namespace", namespace.get(), "a format beside it");
    }
    var listing =
        Listing.of(
            pages,
            call.operation(),
            fields.maxResults(PAGE),
            "next-token",
            fields.nextToken(),
            repository,
            format,
            namespace,
            prefix,
            publish,
            upstream);
    absences.repository(catalog.snapshot(), repository);
    var query =
        new PackageQuery(new NameFilter(namespace, prefix), restrictions(publish, upstream));
    var part =
        format.filter(name -> !name.equals(Formats.NPM)).isPresent()
            ? CompletableFuture.completedStage(Listed.<ListedPackage, String>nothing())
            : packages.list(repository, query, listing.after().orElse(""), listing.max());
    return part.thenApply(found -> answer(found, listing));
  }

  private static Answer answer(Listed<ListedPackage, String> part, Listing listing) {
    return Answer.json(
        new PackagesAnswer(
            part.map(PackageForm::summary), part.next().map(listing::tokenAfter).orElse(null)));
  }

  private static Predicate<OriginRestrictions> restrictions(
      Optional<String> publish, Optional<String> upstream) {
    return actual ->
        publish.map(actual.publish().name()::equals).orElse(true)
            && upstream.map(actual.upstream().name()::equals).orElse(true);
  }
}
