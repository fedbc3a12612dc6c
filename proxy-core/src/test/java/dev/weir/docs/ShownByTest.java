package dev.weir.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that {@code docs/shown-by.md} names exists. */
class ShownByTest {
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract))(?:\\.(\\w+))?`");
  private static final List<String> MODULES =
      List.of("storage", "proxy-core", "admin-cli", "benchmarks");

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    var page = Files.readString(checkout().resolve("docs/shown-by.md"));
    var named = NAMED.matcher(page).results().toList();

    assertThat(named).hasSizeGreaterThan(50);
    var missing = new ArrayList<String>();
    for (var name : named) {
      if (!exists(name)) {
        missing.add(name.group());
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean exists(MatchResult name) {
    var method = name.group(2);
    return MODULES.stream()
        .map(module -> checkout().resolve(module).resolve("src/test/java"))
        .flatMap(ShownByTest::files)
        .filter(file -> file.endsWith(name.group(1) + ".java"))
        .anyMatch(file -> method == null || text(file).contains("void " + method + "("));
  }

  private static Stream<Path> files(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path checkout() {
    var module = Path.of("").toAbsolutePath();
    return Files.exists(module.resolve("docs")) ? module : module.resolve("..").normalize();
  }
}
