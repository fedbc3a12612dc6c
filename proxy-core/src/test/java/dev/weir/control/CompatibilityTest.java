package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The page about compatibility says what the routes do. */
class CompatibilityTest {
  private final ControlUnderTest control = new ControlUnderTest(InstantSource.system());

  @Test
  void thePageIsCurrent() throws IOException {
    var text = CompatibilityDocument.text(control::serves);
    if (Boolean.getBoolean("weir.docs.write")) {
      Files.writeString(CompatibilityDocument.file(), text);
    }

    assertThat(CompatibilityDocument.file()).hasContent(text);
  }

  @Test
  void whatIsSaidToDifferIsServed() {
    assertThat(CompatibilityDocument.told()).allMatch(control::serves);
  }

  @Test
  void allAreServedButThoseAboutPackageGroups() {
    assertThat(Operation.values()).hasSize(48);
    assertThat(Operation.values()).filteredOn(control::serves).hasSize(38);
    assertThat(Operation.values())
        .filteredOn(operation -> !control.serves(operation))
        .allMatch(
            operation ->
                operation.title().contains("Group")
                    || operation.title().equals("ListAssociatedPackages"));
  }
}
