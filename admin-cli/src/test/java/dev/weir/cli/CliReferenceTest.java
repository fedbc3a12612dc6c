package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/cli.md} equal to the command line. After a change of a verb, this writes the
 * file anew:
 *
 * <pre>
 * mvn -pl admin-cli -am test -Dtest=CliReferenceTest -Dweir.write-reference \
 *     -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class CliReferenceTest {
  private static final Path FILE =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "cli.md");

  @Test
  void fileIsWhatTheCommandLineSays() throws IOException {
    var surroundings = Weir.alone().surroundings(new StringWriter(), new StringWriter());
    var text = CliReference.text(WeirCommand.whole(surroundings));
    if (System.getProperty("weir.write-reference") != null) {
      Files.writeString(FILE, text);
    }

    assertThat(FILE).hasContent(text);
  }
}
