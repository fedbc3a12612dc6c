package dev.weir.control;

import dev.weir.catalog.Catalog;
import dev.weir.catalog.Repository;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** ListRepositories and ListRepositoriesInDomain: by domain, then by name. */
final class RepositoryListOperations {
  private static final int PAGE = 50;

  private final Catalog catalog;
  private final Account account;
  private final PageTokens pages;
  private final Absences absences;
  private final RepositoryForm form;

  RepositoryListOperations(ControlParts parts) {
    this.catalog = parts.catalog();
    this.account = parts.account();
    this.pages = parts.pages();
    this.absences = new Absences(parts.account());
    this.form = new RepositoryForm(parts.account());
  }

  record RepositoriesAnswer(
      List<RepositoryForm.RepositorySummary> repositories, @Nullable String nextToken) {}

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.LIST_REPOSITORIES, this::all);
    runs.put(Operation.LIST_REPOSITORIES_IN_DOMAIN, this::inDomain);
  }

  private CompletionStage<Answer> all(Call call) {
    var prefix = prefix(call.fields());
    var listing = listing(call, prefix);
    return page(
        listing,
        catalog.snapshot().domains().stream()
            .flatMap(domain -> domain.repositories().values().stream())
            .filter(repository -> repository.name().value().startsWith(prefix)));
  }

  private CompletionStage<Answer> inDomain(Call call) {
    var name = call.fields().domain();
    var prefix = prefix(call.fields());
    var administrator = call.fields().optional("administrator-account", Constraint.ACCOUNT_ID);
    var listing = listing(call, name, prefix, administrator);
    var repositories = absences.domain(catalog.snapshot(), name).repositories().values().stream();
    boolean ours = administrator.filter(id -> !id.equals(account.id())).isEmpty();
    return page(
        listing,
        repositories.filter(repository -> ours && repository.name().value().startsWith(prefix)));
  }

  private CompletionStage<Answer> page(Listing listing, Stream<Repository> repositories) {
    var behind = Page.behind(listing, RepositoryListOperations::id);
    var page =
        Page.of(
            listing,
            repositories.filter(repository -> behind.test(repository.id())),
            repository -> repository.id().toString());
    return CompletableFuture.completedStage(
        Answer.json(new RepositoriesAnswer(page.map(form::summary), page.nextToken())));
  }

  private Listing listing(Call call, Object... filters) {
    return Listing.of(
        pages,
        call.operation(),
        call.fields().maxResults(PAGE),
        "next-token",
        call.fields().nextToken(),
        filters);
  }

  /** A prefix obeys the rule of names, but for its length. */
  private static String prefix(Fields fields) {
    return fields.optional("repository-prefix", Constraint.REPOSITORY_PREFIX).orElse("");
  }

  private static RepositoryId id(String key) {
    int slash = key.indexOf('/');
    return new RepositoryId(
        new DomainName(key.substring(0, slash)), new RepositoryName(key.substring(slash + 1)));
  }
}
