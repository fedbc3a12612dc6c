package dev.weir.control;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.control.ControlException.Reason;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What an operation said no to, and how. */
final class Refused {
  private final ControlException error;

  private Refused(ControlException error) {
    this.error = error;
  }

  /** Runs {@code call}, which must be refused. */
  static Refused by(ThrowingCallable call) {
    var error = catchThrowableOfType(ControlException.class, call);
    Assertions.assertThat(error).as("a refusal").isNotNull();
    return new Refused(error);
  }

  /** It is a 400 ValidationException for this reason, and exactly this is its message. */
  void saying(Reason reason, String message) {
    Assertions.assertThat(error.type()).isEqualTo("ValidationException");
    Assertions.assertThat(error.status().code()).isEqualTo(400);
    Assertions.assertThat(error.members()).containsEntry("reason", reason.name());
    Assertions.assertThat(error).hasMessage(message);
  }

  /** It is for a field that breaks its rule. */
  void naming(String message) {
    saying(Reason.FIELD_VALIDATION_FAILED, message);
  }

  ControlException error() {
    return error;
  }
}
