package dev.weir.control;

import dev.weir.catalog.Catalog;
import dev.weir.catalog.CatalogException.Kind;
import dev.weir.catalog.Domain;
import dev.weir.resolve.Packages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** CreateDomain, DeleteDomain, DescribeDomain, ListDomains. */
final class DomainOperations {
  private static final int PAGE = 100;
  private static final String ACTIVE = "Active";
  private static final String DELETED = "Deleted";

  private final Catalog catalog;
  private final Account account;
  private final Packages packages;
  private final PageTokens pages;
  private final Absences absences;

  DomainOperations(ControlParts parts) {
    this.catalog = parts.catalog();
    this.account = parts.account();
    this.packages = parts.packages();
    this.pages = parts.pages();
    this.absences = new Absences(parts.account());
  }

  /** The API's {@code DomainDescription}. */
  record DomainDescription(
      String name,
      String owner,
      String arn,
      String status,
      Instant createdTime,
      String encryptionKey,
      @Nullable Integer repositoryCount,
      @Nullable Long assetSizeBytes) {}

  /** The API's {@code DomainSummary}. */
  record DomainSummary(
      String name,
      String owner,
      String arn,
      String status,
      Instant createdTime,
      String encryptionKey) {}

  record DomainAnswer(DomainDescription domain) {}

  record DomainsAnswer(List<DomainSummary> domains, @Nullable String nextToken) {}

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.CREATE_DOMAIN, this::create);
    runs.put(Operation.DELETE_DOMAIN, this::delete);
    runs.put(Operation.DESCRIBE_DOMAIN, this::describe);
    runs.put(Operation.LIST_DOMAINS, this::list);
  }

  private CompletionStage<Answer> create(Call call) {
    var name = call.fields().domain();
    var key = call.fields().bodyText("encryptionKey", Constraint.ARN);
    var tags = call.fields().tags();
    return catalog
        .createDomain(name, key.orElse(null), tags)
        .thenApply(snapshot -> answer(absences.domain(snapshot, name), ACTIVE, 0));
  }

  private CompletionStage<Answer> delete(Call call) {
    var name = call.fields().domain();
    return CatalogFaults.absentIsDeleted(
        catalog.deleteDomain(name).thenApply(deleted -> answer(deleted, DELETED, 0)),
        Kind.UNKNOWN_DOMAIN);
  }

  private CompletionStage<Answer> describe(Call call) {
    var domain = absences.domain(catalog.snapshot(), call.fields().domain());
    return packages.assetBytes(domain.name()).thenApply(bytes -> answer(domain, ACTIVE, bytes));
  }

  private CompletionStage<Answer> list(Call call) {
    var fields = call.fields();
    var listing =
        Listing.of(
            pages,
            call.operation(),
            fields.bodyMaxResults(PAGE),
            "nextToken",
            fields.bodyText("nextToken", Constraint.PAGINATION_TOKEN));
    var behind = Page.<String>behind(listing, name -> name);
    var sorted = catalog.snapshot().domains().stream().filter(d -> behind.test(d.name().value()));
    var page = Page.of(listing, sorted, domain -> domain.name().value());
    return CompletableFuture.completedStage(
        Answer.json(new DomainsAnswer(page.map(this::summary), page.nextToken())));
  }

  private Answer answer(Domain domain, String status, long assetBytes) {
    var summary = summary(domain);
    return Answer.json(
        new DomainAnswer(
            new DomainDescription(
                summary.name(),
                summary.owner(),
                summary.arn(),
                status,
                summary.createdTime(),
                summary.encryptionKey(),
                domain.repositories().size(),
                assetBytes)));
  }

  private DomainSummary summary(Domain domain) {
    return new DomainSummary(
        domain.name().value(),
        account.id(),
        account.arn(domain.name()),
        ACTIVE,
        domain.createdAt(),
        domain.encryptionKey().orElseGet(account::defaultKeyArn));
  }
}
