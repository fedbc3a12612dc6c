package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlRoutesTest {
  private final ControlUnderTest control = new ControlUnderTest(InstantSource.system());

  @ParameterizedTest
  @EnumSource
  void everyOperationIsRoutedByItsMethodAndPath(Operation operation) {
    var answered = control.ask(operation.method().name(), operation.path(), "");

    if (!control.serves(operation)) {
      assertThat(answered.status()).isEqualTo(400);
      assertThat(answered.error()).isEqualTo("ValidationException");
      assertThat(answered.body().at("/reason").asString()).isEqualTo("UNKNOWN_OPERATION");
      assertThat(answered.message())
          .isEqualTo(operation.title() + ": this version of Weir does not have this operation");
    } else if (answered.status() != 200) {
      // It was found, and misses what it needs.
      assertThat(answered.body().at("/reason").asString()).isEqualTo("FIELD_VALIDATION_FAILED");
      assertThat(answered.message()).endsWith(": missing (expected: a value)");
    }
  }

  @Test
  void allThatReadOrChangeDomainsAndRepositoriesAreServed() {
    assertThat(Operation.values())
        .filteredOn(operation -> operation.title().matches(".*(Domain|Repositor|Tag|Token|Conn).*"))
        .filteredOn(operation -> operation != Operation.LIST_ALLOWED_REPOSITORIES_FOR_GROUP)
        .allMatch(control::serves);
  }
}
