package dev.weir.daemon;

import dev.weir.auth.Caller;
import dev.weir.auth.Change;
import dev.weir.auth.ChangeListener;
import dev.weir.cache.Failures;
import dev.weir.catalog.Catalog;
import dev.weir.http.ClientAddresses;
import dev.weir.http.Outcome;
import dev.weir.http.Reply;
import dev.weir.http.Request;
import dev.weir.http.ServiceException;
import dev.weir.resolve.ManyOutcome;
import dev.weir.resolve.RepositoryGoneException;
import dev.weir.resolve.TarballPublisher;
import dev.weir.storage.StorageFullException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** {@code POST /weir/v1/publish}: a tarball into several repositories of a domain, or into none. */
final class PublishTo {
  private final Catalog catalog;
  private final TarballPublisher publisher;
  private final long longest;
  private final ChangeListener changes;
  private final ClientAddresses addresses;
  private final Executor cpu;

  /**
   * @param cpu where JSON is written
   */
  PublishTo(ExtensionParts parts, Executor cpu) {
    this.catalog = parts.catalog();
    this.publisher = parts.publisher();
    this.longest = parts.settings().publish().maxTarball().bytes();
    this.changes = parts.changes();
    this.addresses = parts.addresses();
    this.cpu = cpu;
  }

  /** The longest body that may come, in bytes. */
  long longest() {
    return longest;
  }

  CompletionStage<Reply> handle(Request request) {
    try {
      expectNoCoding(request);
      return publish(request, PublishToRequest.parse(request.query(), catalog.snapshot()));
    } catch (ServiceException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private static void expectNoCoding(Request request) {
    var coding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw new ServiceException(
          HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
          Outcome.CLIENT_ERROR,
          "Content-Encoding: %s (expected: none)".formatted(Parameters.shown(coding)));
    }
  }

  private CompletionStage<Reply> publish(Request request, PublishToRequest asked) {
    return publisher
        .publish(asked.repositories(), asked.tag(), request.stream())
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(told(failure)))
        .whenComplete((outcome, failure) -> tell(request, asked, outcome, failure))
        .thenApplyAsync(outcome -> reply(asked, outcome), cpu);
  }

  private static Reply reply(PublishToRequest asked, ManyOutcome outcome) {
    return ExtensionRoutes.json(
        status(outcome), kind(outcome), PublishToReport.of(outcome, asked.tag()));
  }

  private static HttpResponseStatus status(ManyOutcome outcome) {
    return switch (outcome.whole().kind()) {
      case DONE -> HttpResponseStatus.CREATED;
      case UNCHANGED -> HttpResponseStatus.OK;
      case CONFLICT -> HttpResponseStatus.CONFLICT;
      case DENIED -> HttpResponseStatus.FORBIDDEN;
      case ABSENT -> HttpResponseStatus.NOT_FOUND;
      case INVALID -> HttpResponseStatus.BAD_REQUEST;
      case TOO_LARGE -> HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
    };
  }

  private static Outcome kind(ManyOutcome outcome) {
    return switch (outcome.whole().kind()) {
      case DONE, UNCHANGED -> Outcome.OK;
      case DENIED -> Outcome.DENIED;
      case ABSENT -> Outcome.NOT_FOUND;
      case CONFLICT, INVALID, TOO_LARGE -> Outcome.CLIENT_ERROR;
    };
  }

  private static Throwable told(Throwable failure) {
    var cause = Failures.unwrap(failure);
    if (cause instanceof StorageFullException) {
      return new ServiceException(
          HttpResponseStatus.INSUFFICIENT_STORAGE,
          Outcome.LOCAL_ERROR,
          "no room on the disk: " + cause.getMessage());
    } else if (cause instanceof RepositoryGoneException) {
      return new ServiceException(
          HttpResponseStatus.NOT_FOUND, Outcome.NOT_FOUND, String.valueOf(cause.getMessage()));
    }
    return cause;
  }

  /** A line of the audit log for each repository. */
  private void tell(
      Request request,
      PublishToRequest asked,
      @Nullable ManyOutcome outcome,
      @Nullable Throwable failure) {
    var status = outcome == null ? ExtensionRoutes.status(failure) : status(outcome);
    var kind = outcome == null ? Outcome.LOCAL_ERROR : kind(outcome);
    var what =
        outcome == null ? "" : " " + outcome.name().map(Object::toString).orElse("unreadable");
    for (var repository : asked.repositories()) {
      changes.changed(
          new Change(
              Caller.open(request, addresses),
              "PublishTo",
              repository + what,
              status.code(),
              kind.tag(),
              Optional.empty()));
    }
  }
}
