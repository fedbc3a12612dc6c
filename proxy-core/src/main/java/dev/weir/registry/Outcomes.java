package dev.weir.registry;

import dev.weir.auth.Caller;
import dev.weir.auth.Change;
import dev.weir.auth.ChangeListener;
import dev.weir.cache.Failures;
import dev.weir.http.ClientAddresses;
import dev.weir.http.Outcome;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import dev.weir.http.ServiceException;
import dev.weir.model.PackageName;
import dev.weir.resolve.PublishOutcome;
import dev.weir.resolve.RepositoryGoneException;
import dev.weir.storage.StorageFullException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Tells npm, and the audit log, what became of a change. npm prints {@code error}. */
final class Outcomes {
  private static final byte[] OK =
      "{\"ok\":true,\"success\":true}\n".getBytes(StandardCharsets.UTF_8);

  private final ChangeListener changes;
  private final ClientAddresses addresses;

  Outcomes(RegistryParts parts) {
    this.changes = parts.changes();
    this.addresses = parts.addresses();
  }

  /**
   * The reply to a change.
   *
   * @param operation what the audit log calls it
   */
  CompletionStage<Reply> reply(
      RepositoryRequest request,
      String operation,
      PackageName name,
      CompletionStage<PublishOutcome> outcome) {
    return outcome.handle(
        (done, failure) -> {
          var reply = failure == null ? Optional.of(of(done)) : told(request, failure);
          tell(request, operation, name, reply);
          return reply.orElseThrow(() -> new CompletionException(Failures.unwrap(failure)));
        });
  }

  private void tell(
      RepositoryRequest request, String operation, PackageName name, Optional<Reply> reply) {
    int status = reply.map(r -> r.status().code()).orElse(500);
    changes.changed(
        new Change(
            Caller.open(request.http(), addresses),
            operation,
            request.repository() + " " + name,
            status,
            reply.map(r -> r.outcome().tag()).orElse(Outcome.LOCAL_ERROR.tag()),
            Optional.empty()));
  }

  private static Reply of(PublishOutcome outcome) {
    return switch (outcome.kind()) {
      case DONE -> Replies.json(HttpResponseStatus.CREATED, Outcome.OK, OK.clone());
      case UNCHANGED -> Replies.json(HttpResponseStatus.OK, Outcome.OK, OK.clone());
      case CONFLICT -> refused(HttpResponseStatus.CONFLICT, Outcome.CLIENT_ERROR, outcome);
      case DENIED -> refused(HttpResponseStatus.FORBIDDEN, Outcome.DENIED, outcome);
      case ABSENT -> refused(HttpResponseStatus.NOT_FOUND, Outcome.NOT_FOUND, outcome);
      case INVALID -> refused(HttpResponseStatus.BAD_REQUEST, Outcome.CLIENT_ERROR, outcome);
      case TOO_LARGE ->
          refused(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, Outcome.CLIENT_ERROR, outcome);
    };
  }

  private static Reply refused(HttpResponseStatus status, Outcome kind, PublishOutcome outcome) {
    return Replies.error(status, kind, outcome.words());
  }

  /** Failures that are told otherwise here than where something is read. */
  private static Optional<Reply> told(RepositoryRequest request, Throwable failure) {
    var cause = Failures.unwrap(failure);
    if (cause instanceof StorageFullException) {
      return Optional.of(
          Replies.error(
              HttpResponseStatus.INSUFFICIENT_STORAGE,
              Outcome.LOCAL_ERROR,
              "no room on the disk: " + cause.getMessage()));
    } else if (cause instanceof RepositoryGoneException) {
      return Optional.of(Faults.absent("repository not found: " + request.repository()));
    } else if (cause instanceof ServiceException said) {
      return Optional.of(Replies.error(said.status(), said.outcome(), said.getMessage()));
    }
    return Optional.empty();
  }
}
