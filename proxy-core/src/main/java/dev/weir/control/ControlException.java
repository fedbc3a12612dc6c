package dev.weir.control;

import dev.weir.http.Outcome;
import dev.weir.npm.Shown;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An operation that is refused, as one of CodeArtifact's exceptions. Stackless: it is the caller's
 * mistake or the state of things, not a defect.
 */
public final class ControlException extends RuntimeException {
  /** Why a request was not valid: the API's {@code ValidationExceptionReason}. */
  public enum Reason {
    CANNOT_PARSE,
    ENCRYPTION_KEY_ERROR,
    FIELD_VALIDATION_FAILED,
    UNKNOWN_OPERATION,
    OTHER
  }

  private final String type;
  private final HttpResponseStatus status;
  private final Outcome outcome;
  private final Map<String, String> members;
  private final long retryAfter;

  private ControlException(
      String type,
      HttpResponseStatus status,
      Outcome outcome,
      String message,
      Map<String, String> members,
      long retryAfter) {
    super(message, null, false, false);
    this.type = type;
    this.status = status;
    this.outcome = outcome;
    this.members = Map.copyOf(members);
    this.retryAfter = retryAfter;
  }

  /** A field that breaks its rule: {@code domain: My_Bad (expected: …)}. */
  public static ControlException field(String field, Object value, String expected) {
    return invalid(
        Reason.FIELD_VALIDATION_FAILED,
        "%s: %s (expected: %s)".formatted(field, Shown.of(value.toString()), expected));
  }

  /** A field that must be there and is not. */
  public static ControlException missing(String field) {
    return invalid(Reason.FIELD_VALIDATION_FAILED, field + ": missing (expected: a value)");
  }

  /** What cannot be read at all. */
  public static ControlException unreadable(String message) {
    return invalid(Reason.CANNOT_PARSE, message);
  }

  /** 400 ValidationException. */
  public static ControlException invalid(Reason reason, String message) {
    return new ControlException(
        "ValidationException",
        HttpResponseStatus.BAD_REQUEST,
        Outcome.CLIENT_ERROR,
        message,
        Map.of("reason", reason.name()),
        0);
  }

  /** 404 ResourceNotFoundException. */
  public static ControlException notFound(ResourceKind kind, String id, String message) {
    return about(
        "ResourceNotFoundException",
        HttpResponseStatus.NOT_FOUND,
        Outcome.NOT_FOUND,
        kind,
        id,
        message);
  }

  /** 404 ResourceNotFoundException for what the API has no resource type for. */
  public static ControlException notFound(String id, String message) {
    return new ControlException(
        "ResourceNotFoundException",
        HttpResponseStatus.NOT_FOUND,
        Outcome.NOT_FOUND,
        message,
        Map.of("resourceId", id),
        0);
  }

  /** 409 ConflictException. */
  public static ControlException conflict(ResourceKind kind, String id, String message) {
    return about(
        "ConflictException", HttpResponseStatus.CONFLICT, Outcome.CLIENT_ERROR, kind, id, message);
  }

  /** 402 ServiceQuotaExceededException. */
  public static ControlException quota(ResourceKind kind, String id, String message) {
    return about(
        "ServiceQuotaExceededException",
        HttpResponseStatus.PAYMENT_REQUIRED,
        Outcome.CLIENT_ERROR,
        kind,
        id,
        message);
  }

  /** 429 ThrottlingException. {@code retryAfter} is in seconds, at least 1. */
  static ControlException throttled(String message, long retryAfter) {
    return new ControlException(
        "ThrottlingException",
        HttpResponseStatus.TOO_MANY_REQUESTS,
        Outcome.THROTTLED,
        message,
        Map.of(),
        Math.max(1, retryAfter));
  }

  /** 503: a queue of ours is full, or others are always quicker; worth trying again. */
  static ControlException busy(String message) {
    return new ControlException(
        "ServiceUnavailable",
        HttpResponseStatus.SERVICE_UNAVAILABLE,
        Outcome.THROTTLED,
        message,
        Map.of(),
        1);
  }

  /** 415, as AWS answers a body in another form than the operation's. */
  static ControlException mediaType(String message) {
    return new ControlException(
        "UnsupportedMediaTypeException",
        HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
        Outcome.CLIENT_ERROR,
        message,
        Map.of(),
        0);
  }

  /** A failure of the server or of an origin, which the SDKs try again. */
  public static ControlException internal(
      HttpResponseStatus status, Outcome outcome, String message) {
    return new ControlException("InternalServerException", status, outcome, message, Map.of(), 0);
  }

  /**
   * Something that cannot be had just now, and may be soon; the type follows from the status.
   *
   * @param retryAfter seconds, or 0 if nobody said
   */
  static ControlException unavailable(
      HttpResponseStatus status, Outcome outcome, String message, long retryAfter) {
    boolean busy = status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE);
    return new ControlException(
        ControlErrors.type(status.code()),
        status,
        outcome,
        message,
        Map.of(),
        busy ? Math.max(1, retryAfter) : retryAfter);
  }

  /** 403 AccessDeniedException. */
  static ControlException denied(String message) {
    return new ControlException(
        "AccessDeniedException",
        HttpResponseStatus.FORBIDDEN,
        Outcome.DENIED,
        message,
        Map.of(),
        0);
  }

  private static ControlException about(
      String type,
      HttpResponseStatus status,
      Outcome outcome,
      ResourceKind kind,
      String id,
      String message) {
    var members = new LinkedHashMap<String, String>();
    members.put("resourceId", id);
    members.put("resourceType", kind.wire());
    return new ControlException(type, status, outcome, message, members, 0);
  }

  /** The exception's short name on the wire. */
  public String type() {
    return type;
  }

  public HttpResponseStatus status() {
    return status;
  }

  Outcome outcome() {
    return outcome;
  }

  /** Further members of the body. */
  public Map<String, String> members() {
    return members;
  }

  /** Seconds, or 0 if the client is not asked to wait. */
  long retryAfter() {
    return retryAfter;
  }
}
