package dev.weir.control;

import dev.weir.http.ErrorForm;
import dev.weir.http.Reply;
import dev.weir.http.ServiceException;
import java.util.Map;

/**
 * How the server's own errors are told below {@code /v1}: as AWS's common errors. Clients of AWS
 * cannot read others; the SDK for JavaScript fails on what is no JSON.
 */
public final class ControlErrors implements ErrorForm {
  private static final String ROOT = "/v1";

  @Override
  public Reply reply(String target, ServiceException error) {
    if (!isOurs(target)) {
      return PLAIN.reply(target, error);
    }
    return ControlReplies.error(
        RequestIds.next(),
        error.status(),
        error.outcome(),
        type(error.status().code()),
        error.getMessage(),
        Map.of());
  }

  private static boolean isOurs(String target) {
    return target.startsWith(ROOT)
        && (target.length() == ROOT.length() || "/?".indexOf(target.charAt(ROOT.length())) >= 0);
  }

  /** The name of a status, as the common errors of AWS have it. */
  static String type(int status) {
    return switch (status) {
      case 403 -> "AccessDeniedException";
      case 404, 405 -> "UnknownOperationException";
      case 408 -> "RequestTimeoutException";
      case 413 -> "RequestEntityTooLargeException";
      case 421 -> "MisdirectedRequestException";
      case 429 -> "ThrottlingException";
      case 503 -> "ServiceUnavailable";
      default -> status < 500 ? "MalformedHttpRequestException" : "InternalServerException";
    };
  }
}
