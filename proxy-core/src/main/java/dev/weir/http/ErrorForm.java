package dev.weir.http;

/**
 * How an error is written, by the path that was asked for: clients of npm and those of AWS read
 * different ones. What the server itself refuses goes through here as well as what handlers fail
 * with.
 */
@FunctionalInterface
public interface ErrorForm {
  /** The two fields that all npm clients and our own know. */
  ErrorForm PLAIN =
      (target, error) -> Replies.error(error.status(), error.outcome(), error.getMessage());

  /**
   * The reply, without {@code Allow} and {@code Retry-After}, which the server adds.
   *
   * @param target the request's target as sent, or empty if none could be read
   */
  Reply reply(String target, ServiceException error);
}
