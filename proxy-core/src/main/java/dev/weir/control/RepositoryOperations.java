package dev.weir.control;

import dev.weir.catalog.Catalog;
import dev.weir.catalog.CatalogException.Kind;
import dev.weir.catalog.Domain;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** CreateRepository, DeleteRepository, DescribeRepository, UpdateRepository. */
final class RepositoryOperations {
  /** Far above the quota, which is told in its own words. */
  private static final int MOST_UPSTREAMS = 1000;

  private final Catalog catalog;
  private final Absences absences;
  private final RepositoryForm form;

  RepositoryOperations(ControlParts parts) {
    this.catalog = parts.catalog();
    this.absences = new Absences(parts.account());
    this.form = new RepositoryForm(parts.account());
  }

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.CREATE_REPOSITORY, this::create);
    runs.put(Operation.DELETE_REPOSITORY, this::delete);
    runs.put(Operation.DESCRIBE_REPOSITORY, this::describe);
    runs.put(Operation.UPDATE_REPOSITORY, this::update);
  }

  private CompletionStage<Answer> create(Call call) {
    var id = call.fields().repository();
    var description = call.fields().bodyText("description", Constraint.DESCRIPTION).orElse("");
    var upstreams = upstreams(call.fields()).orElse(List.of());
    var tags = call.fields().tags();
    absences.domain(catalog.snapshot(), id.domain());
    return catalog
        .createRepository(id, description, upstreams, tags)
        .thenApply(snapshot -> form.answer(absences.repository(snapshot, id)));
  }

  private CompletionStage<Answer> describe(Call call) {
    var repository = absences.repository(catalog.snapshot(), call.fields().repository());
    return CompletableFuture.completedStage(form.answer(repository));
  }

  /** What the body does not name stays; an empty list takes all upstreams away. */
  private CompletionStage<Answer> update(Call call) {
    var id = call.fields().repository();
    var description = call.fields().bodyText("description", Constraint.DESCRIPTION);
    var upstreams = upstreams(call.fields());
    absences.repository(catalog.snapshot(), id);
    return catalog
        .change(id.domain(), domain -> updated(domain, id, description, upstreams))
        .thenApply(change -> form.answer(absences.repository(change.snapshot(), id)));
  }

  private static Domain updated(
      Domain domain,
      RepositoryId id,
      Optional<String> description,
      Optional<List<RepositoryName>> upstreams) {
    var described = description.map(text -> domain.describe(id.repository(), text)).orElse(domain);
    return upstreams
        .map(names -> described.updateUpstreams(id.repository(), names))
        .orElse(described);
  }

  private CompletionStage<Answer> delete(Call call) {
    var id = call.fields().repository();
    absences.domain(catalog.snapshot(), id.domain());
    return CatalogFaults.absentIsDeleted(
        catalog.deleteRepository(id).thenApply(form::answer), Kind.UNKNOWN_REPOSITORY);
  }

  private static Optional<List<RepositoryName>> upstreams(Fields fields) {
    return fields.bodyList(
        "upstreams",
        MOST_UPSTREAMS,
        (element, node) ->
            new RepositoryName(
                Fields.memberOf(element, node, "repositoryName", Constraint.REPOSITORY_NAME)));
  }
}
