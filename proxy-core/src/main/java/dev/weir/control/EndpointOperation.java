package dev.weir.control;

import dev.weir.catalog.Catalog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** GetRepositoryEndpoint: the URL that a client of the repository's format is pointed at. */
final class EndpointOperation {
  private static final List<String> ENDPOINT_TYPES = List.of("dualstack", "ipv4");

  private final Catalog catalog;
  private final Absences absences;

  EndpointOperation(ControlParts parts) {
    this.catalog = parts.catalog();
    this.absences = new Absences(parts.account());
  }

  record EndpointAnswer(String repositoryEndpoint) {}

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.GET_REPOSITORY_ENDPOINT, this::endpoint);
  }

  /** With the scheme and the host of this request, so that the client reaches it the same way. */
  private CompletionStage<Answer> endpoint(Call call) {
    var fields = call.fields();
    var id = fields.repository();
    var format = fields.requiredOneOf("format", Formats.ALL);
    fields.oneOf("endpointType", ENDPOINT_TYPES);
    absences.repository(catalog.snapshot(), id);
    if (!format.equals(Formats.NPM)) {
      throw ControlException.field("format", format, "npm, the only format here");
    }
    return CompletableFuture.completedStage(
        Answer.json(new EndpointAnswer("%s/npm/%s/".formatted(call.base(), id))));
  }
}
