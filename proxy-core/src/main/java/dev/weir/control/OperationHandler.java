package dev.weir.control;

import dev.weir.catalog.CatalogException;
import dev.weir.http.Handler;
import dev.weir.http.Outcome;
import dev.weir.http.Reply;
import dev.weir.http.Request;
import dev.weir.http.ServiceException;
import dev.weir.resolve.RepositoryGoneException;
import dev.weir.resolve.Trouble;
import dev.weir.storage.StorageFullException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operation from the request's bytes to the reply's: takes the request apart, has the operation
 * done and writes down what it answered, all of it on the CPU pool. Whatever fails is told in the
 * form of AWS; a defect is logged here with the request's id.
 */
final class OperationHandler implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(OperationHandler.class);

  private final Operation operation;
  private final Run run;
  private final RateLimits limits;
  private final Trail trail;
  private final Executor cpu;
  private final Function<Request, String> base;

  OperationHandler(
      Operation operation,
      Run run,
      RateLimits limits,
      Trail trail,
      Executor cpu,
      Function<Request, String> base) {
    this.operation = operation;
    this.run = run;
    this.limits = limits;
    this.trail = trail;
    this.cpu = cpu;
    this.base = base;
  }

  @Override
  public CompletionStage<Reply> handle(Request request) {
    var asked = new Asked(request, RequestIds.next());
    var reply = asked.reply();
    return operation.changes() ? reply.thenApply(asked::told) : reply;
  }

  /** One request, from its bytes on. */
  private final class Asked {
    private final Request request;
    private final String id;

    /** What it is about, once that could be read. */
    private volatile String subject = "";

    Asked(Request request, String id) {
      this.request = request;
      this.id = id;
    }

    CompletionStage<Reply> reply() {
      try {
        limits.check(operation, request);
        if (operation.takesBody()) {
          JsonBody.check(request.headers(), request.body());
        }
        return CompletableFuture.supplyAsync(this::call, cpu)
            .thenCompose(run::of)
            .thenCompose(answer -> OperationHandler.this.reply(id, answer))
            .exceptionally(this::failed);
      } catch (RuntimeException failure) {
        return CompletableFuture.completedStage(failed(failure));
      }
    }

    private Call call() {
      var query = Query.parse(request.query());
      var body = operation.takesBody() ? JsonBody.parse(request.body()) : JsonBody.EMPTY;
      var fields = new Fields(query, body);
      subject = fields.subject();
      return new Call(operation, fields, base.apply(request), request.head(), id);
    }

    private Reply failed(Throwable failure) {
      return ControlReplies.error(id, OperationHandler.this.told(failure, id));
    }

    Reply told(Reply reply) {
      trail.tell(request, operation, subject, reply);
      return reply;
    }
  }

  private CompletionStage<Reply> reply(String id, Answer answer) {
    if (answer instanceof Answer.Raw raw) {
      raw.reply().headers().set(ControlReplies.REQUEST_ID, id);
      return CompletableFuture.completedStage(raw.reply());
    }
    var json = (Answer.Json) answer;
    return CompletableFuture.supplyAsync(() -> ControlReplies.answer(id, json.value()), cpu);
  }

  private ControlException told(Throwable failure, String id) {
    var cause = CatalogFaults.cause(failure);
    if (cause instanceof ControlException said) {
      return said;
    } else if (cause instanceof CatalogException refused) {
      return CatalogFaults.told(refused);
    } else if (cause instanceof RepositoryGoneException gone) {
      return CatalogFaults.told(gone);
    } else if (cause instanceof StorageFullException) {
      return ControlException.internal(
          HttpResponseStatus.INSUFFICIENT_STORAGE,
          Outcome.LOCAL_ERROR,
          "no room on the disk: " + cause.getMessage());
    } else if (cause instanceof ServiceException said) {
      return ControlException.unavailable(said.status(), said.outcome(), said.getMessage(), 0);
    }
    var trouble = Trouble.of(cause);
    if (trouble.isPresent()) {
      return Troubles.told(trouble.get());
    }
    LOG.error("operation failed: operation={} request={}", operation.title(), id, cause);
    return ControlException.internal(
        HttpResponseStatus.INTERNAL_SERVER_ERROR,
        Outcome.LOCAL_ERROR,
        "internal error; the log of the server says more under request " + id);
  }
}
