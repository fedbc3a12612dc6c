package dev.weir.control;

import dev.weir.catalog.Repository;
import dev.weir.model.ConnectionName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Repositories as the API shows them. */
final class RepositoryForm {
  /** The model says {@code Available}; the service itself has always answered this. */
  private static final String AVAILABLE = "AVAILABLE";

  private final Account account;

  RepositoryForm(Account account) {
    this.account = account;
  }

  /** The API's {@code UpstreamRepositoryInfo}. */
  record Upstream(String repositoryName) {}

  /** The API's {@code RepositoryExternalConnectionInfo}. */
  record Connection(String externalConnectionName, String packageFormat, String status) {}

  /** The API's {@code RepositoryDescription}; both lists are there even if they are empty. */
  record RepositoryDescription(
      String name,
      String administratorAccount,
      String domainName,
      String domainOwner,
      String arn,
      @Nullable String description,
      List<Upstream> upstreams,
      List<Connection> externalConnections,
      Instant createdTime) {}

  /** The API's {@code RepositorySummary}. */
  record RepositorySummary(
      String name,
      String administratorAccount,
      String domainName,
      String domainOwner,
      String arn,
      @Nullable String description,
      Instant createdTime) {}

  record RepositoryAnswer(RepositoryDescription repository) {}

  Answer answer(Repository repository) {
    var summary = summary(repository);
    return Answer.json(
        new RepositoryAnswer(
            new RepositoryDescription(
                summary.name(),
                summary.administratorAccount(),
                summary.domainName(),
                summary.domainOwner(),
                summary.arn(),
                summary.description(),
                repository.upstreams().stream().map(name -> new Upstream(name.value())).toList(),
                repository.connection().stream().map(RepositoryForm::connection).toList(),
                summary.createdTime())));
  }

  RepositorySummary summary(Repository repository) {
    return new RepositorySummary(
        repository.name().value(),
        account.id(),
        repository.id().domain().value(),
        account.id(),
        account.arn(repository.id()),
        repository.description().isEmpty() ? null : repository.description(),
        repository.createdAt());
  }

  private static Connection connection(ConnectionName name) {
    return new Connection(name.value(), "npm", AVAILABLE);
  }
}
