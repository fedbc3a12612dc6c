package dev.weir.control;

import dev.weir.catalog.Catalog;
import dev.weir.control.ControlException.Reason;
import dev.weir.model.ConnectionName;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** AssociateExternalConnection and DisassociateExternalConnection. */
final class ConnectionOperations {
  private static final String FIELD = "external-connection";

  /** AWS's connections to registries of other formats than npm. */
  private static final Set<String> OTHER_FORMATS =
      Set.of(
          "public:crates-io",
          "public:maven-central",
          "public:maven-clojars",
          "public:maven-commonsware",
          "public:maven-googleandroid",
          "public:maven-gradleplugins",
          "public:nuget-org",
          "public:pypi",
          "public:ruby-gems-org");

  private final Catalog catalog;
  private final Set<ConnectionName> declared;
  private final Absences absences;
  private final RepositoryForm form;

  ConnectionOperations(ControlParts parts) {
    this.catalog = parts.catalog();
    this.declared = parts.connections();
    this.absences = new Absences(parts.account());
    this.form = new RepositoryForm(parts.account());
  }

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.ASSOCIATE_EXTERNAL_CONNECTION, this::associate);
    runs.put(Operation.DISASSOCIATE_EXTERNAL_CONNECTION, this::disassociate);
  }

  private CompletionStage<Answer> associate(Call call) {
    var id = call.fields().repository();
    var connection = connection(call.fields());
    absences.repository(catalog.snapshot(), id);
    checkDeclared(connection);
    return catalog
        .change(id.domain(), domain -> domain.associate(id.repository(), connection))
        .thenApply(change -> form.answer(absences.repository(change.snapshot(), id)));
  }

  private CompletionStage<Answer> disassociate(Call call) {
    var id = call.fields().repository();
    var connection = connection(call.fields());
    absences.repository(catalog.snapshot(), id);
    return catalog
        .change(id.domain(), domain -> domain.disassociate(id.repository(), connection))
        .thenApply(change -> form.answer(absences.repository(change.snapshot(), id)));
  }

  private void checkDeclared(ConnectionName connection) {
    if (declared.contains(connection)) {
      return;
    }
    if (OTHER_FORMATS.contains(connection.value())) {
      throw ControlException.invalid(
          Reason.FIELD_VALIDATION_FAILED,
          "%s: %s (expected: a connection to an npm registry; npm is the only format here)"
              .formatted(FIELD, connection));
    }
    throw ControlException.notFound(
        connection.value(),
        "External connection '%s' does not exist (this server has: %s)"
            .formatted(
                connection,
                String.join(", ", declared.stream().map(ConnectionName::value).sorted().toList())));
  }

  private static ConnectionName connection(Fields fields) {
    return new ConnectionName(fields.required(FIELD, Constraint.EXTERNAL_CONNECTION_NAME));
  }
}
