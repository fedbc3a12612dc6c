package dev.weir.control;

import dev.weir.http.Outcome;
import dev.weir.http.ServiceException;
import dev.weir.resolve.Trouble;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;

/** What keeps something from being had, in the words of the API. */
final class Troubles {
  private Troubles() {}

  static ControlException told(Trouble trouble) {
    return ControlException.unavailable(
        status(trouble),
        outcome(trouble),
        trouble.words(),
        trouble.retryAfter().map(Duration::toSeconds).orElse(0L));
  }

  /** What a body that fails before its first byte is told as; a defect stays what it is. */
  static Throwable told(Throwable failure) {
    return Trouble.of(failure)
        .<Throwable>map(
            trouble -> new ServiceException(status(trouble), outcome(trouble), trouble.words()))
        .orElse(failure);
  }

  private static HttpResponseStatus status(Trouble trouble) {
    return HttpResponseStatus.valueOf(trouble.status());
  }

  private static Outcome outcome(Trouble trouble) {
    return switch (trouble.party()) {
      case ORIGIN_REFUSED -> Outcome.ORIGIN_REFUSED;
      case ORIGIN_FAILED -> Outcome.ORIGIN_FAILED;
      case BUSY -> Outcome.THROTTLED;
      case HERE -> Outcome.LOCAL_ERROR;
    };
  }
}
