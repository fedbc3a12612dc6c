package dev.weir.cli.remote;

import dev.weir.cli.Failure;
import dev.weir.cli.json.Json;

/**
 * What the extension API answered, a refusal too.
 *
 * @param operation what it was asked, for the message of a refusal
 * @param status HTTP's
 */
public record Answered(String operation, int status, Json body) {
  /** Whether it did what it was asked. */
  public boolean isGood() {
    return status >= 200 && status < 300;
  }

  /** This one, unless it is a refusal: that is a {@link Failure}. */
  public Answered expectGood() {
    if (isGood()) {
      return this;
    }
    var message = body.at("message").isPresent() ? body.text("message") : body.text("error");
    throw Failure.refused(
        "An error occurred (%d) when calling %s: %s".formatted(status, operation, message));
  }
}
