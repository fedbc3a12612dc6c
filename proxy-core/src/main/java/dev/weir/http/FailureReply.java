package dev.weir.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.internal.OutOfDirectMemoryError;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reply to a request whose handler, or whose body's first read, failed. */
final class FailureReply {
  private static final Logger LOG = LoggerFactory.getLogger(FailureReply.class);

  private FailureReply() {}

  /** What a {@link ServiceException} says; anything else is a defect, logged here and only here. */
  static Reply of(@Nullable Throwable failure, Request request, Route route, ErrorForm form) {
    return Replies.of(told(failure, request, route), request.target(), form);
  }

  private static ServiceException told(@Nullable Throwable failure, Request request, Route route) {
    if (cause(failure) instanceof ServiceException said) {
      return said;
    }
    if (cause(failure) instanceof OutOfMemoryError) {
      if (cause(failure) instanceof OutOfDirectMemoryError) {
        // Netty's own: that passes, and the process goes on.
        LOG.warn("no memory for a reply: operation={}", route.operation());
      } else {
        LOG.error(
            "out of memory: operation={} target={} (expected: within what memory.total leaves)",
            route.operation(),
            Redaction.target(request.target()),
            cause(failure));
      }
      return new ServiceException(
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          Outcome.THROTTLED,
          "too busy: no memory for this reply just now");
    }
    LOG.error(
        "request failed: operation={} method={} target={}",
        route.operation(),
        request.method(),
        Redaction.target(request.target()),
        cause(failure));
    return ServiceException.internal();
  }

  /** Stages wrap what an earlier stage failed with. */
  static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
