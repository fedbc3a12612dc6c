package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of limits in {@code docs/operations.md} has every limit, its default and its test. */
class LimitsTableTest {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([a-z0-9.-]+)` \\| (\\S+) \\| [^|]+ \\| ([^|]+) \\|$", Pattern.MULTILINE);
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");
  private static final Pattern AMOUNT = Pattern.compile("[0-9]+([KMGT]iB|ms|s|m|h|d)?");

  /** Sections whose numbers, sizes and times are limits, but for those below. */
  private static final Set<String> SECTIONS =
      Set.of(
          "auth",
          "http",
          "upstream",
          "packument",
          "tarball",
          "search",
          "answer",
          "packages",
          "publish",
          "storage",
          "memory",
          "cpu",
          "shutdown");

  /** Numbers of which there is no "beyond". */
  private static final Set<String> NO_LIMITS =
      Set.of(
          "http.event-loops",
          "upstream.retry-backoff",
          "upstream.pool-idle",
          "upstream.breaker-failures",
          "upstream.breaker-pause",
          "upstream.file-check",
          "packument.client-max-age",
          "packument.min-fresh",
          "packument.max-fresh",
          "packument.default-fresh",
          "packument.stale-while-revalidate",
          "packument.negative-fresh",
          "answer.fresh",
          "packages.size-fresh",
          "storage.eviction-interval",
          "storage.sweep-interval",
          "storage.sweep-grace",
          "storage.read-threads",
          "storage.write-threads",
          "cpu.threads",
          "cpu.large-from");

  private final Map<String, String> defaults =
      EffectiveSettings.leaves(WeirSettings.DEFAULTS).entrySet().stream()
          .collect(Collectors.toMap(leaf -> leaf.getKey().toString(), Map.Entry::getValue));

  @Test
  void everyLimitHasARow() throws IOException {
    var limits =
        defaults.entrySet().stream()
            .filter(leaf -> SECTIONS.contains(leaf.getKey().split("\\.", 2)[0]))
            .filter(leaf -> isAmount(leaf.getKey(), leaf.getValue()))
            .map(Map.Entry::getKey)
            .filter(key -> !NO_LIMITS.contains(key))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(limits).hasSizeGreaterThan(30);
    assertThat(table().keySet()).containsAll(limits);
    assertThat(defaults.keySet()).containsAll(NO_LIMITS);
  }

  @Test
  void everyRowHasTheDefaultThatIsInForce() throws IOException {
    table().forEach((key, row) -> assertThat(row.byDefault()).as(key).isEqualTo(defaults.get(key)));
  }

  @Test
  void everyRowNamesATestThatExists() throws IOException {
    table()
        .forEach(
            (key, row) -> {
              var named = TEST.matcher(row.tests()).results().toList();
              assertThat(named).as(key).isNotEmpty();
              named.forEach(
                  test ->
                      assertThat(exists(test.group(1), test.group(2))).as(test.group()).isTrue());
            });
  }

  private static boolean isAmount(String key, String value) {
    return key.startsWith("memory.") || AMOUNT.matcher(value).matches();
  }

  private record Row(String byDefault, String tests) {}

  private static Map<String, Row> table() throws IOException {
    var rows = new LinkedHashMap<String, Row>();
    ROW.matcher(Files.readString(checkout().resolve("docs/operations.md")))
        .results()
        .filter(row -> row.group(1).contains("."))
        .forEach(row -> rows.put(row.group(1), new Row(row.group(2), row.group(3))));
    assertThat(rows).isNotEmpty();
    return rows;
  }

  private static boolean exists(String test, String method) {
    return List.of("storage", "proxy-core").stream()
        .flatMap(module -> files(checkout().resolve(module).resolve("src/test/java")))
        .filter(file -> file.endsWith(test + ".java"))
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
