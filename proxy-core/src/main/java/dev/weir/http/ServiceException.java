package dev.weir.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that cannot be served for a reason its client is told. Stackless. */
public final class ServiceException extends RuntimeException {
  private final HttpResponseStatus status;
  private final Outcome outcome;
  private final @Nullable String allow;

  public ServiceException(HttpResponseStatus status, Outcome outcome, String message) {
    this(status, outcome, message, null);
  }

  private ServiceException(
      HttpResponseStatus status, Outcome outcome, String message, @Nullable String allow) {
    super(message, null, false, false);
    this.status = status;
    this.outcome = outcome;
    this.allow = allow;
  }

  /** 405; {@code allow} is the value of the {@code Allow} field (RFC 9110, 15.5.6). */
  public static ServiceException methodNotAllowed(String method, String allow) {
    return new ServiceException(
        HttpResponseStatus.METHOD_NOT_ALLOWED,
        Outcome.CLIENT_ERROR,
        "method not allowed here: " + method,
        allow);
  }

  /** 500 for a defect of ours; says nothing of the cause, which is in the log. */
  static ServiceException internal() {
    return new ServiceException(
        HttpResponseStatus.INTERNAL_SERVER_ERROR,
        Outcome.LOCAL_ERROR,
        "internal error; the log of the server says more");
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNullElseGet(super.getMessage(), status::reasonPhrase);
  }

  public HttpResponseStatus status() {
    return status;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** The methods that are served, where another was sent. */
  Optional<String> allow() {
    return Optional.ofNullable(allow);
  }
}
