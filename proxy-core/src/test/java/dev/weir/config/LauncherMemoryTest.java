package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the sums of {@code bin/weir} equal to {@link MemoryPlan}. */
class LauncherMemoryTest {
  private static final Path LAUNCHER =
      Path.of(System.getProperty("basedir", "."), "..", "bin", "weir");

  @TempDir Path folder;

  @BeforeEach
  void makeCheckoutWithJavaThatSaysHowItWasCalled() throws IOException {
    for (String module : List.of("proxy-core", "admin-cli")) {
      Files.createDirectories(folder.resolve(module + "/target/lib"));
      Files.createFile(folder.resolve(module + "/target/weir-" + module + ".jar"));
    }
    script("bin/weir", Files.readString(LAUNCHER));
    script("jdk/bin/java", "#!/bin/sh\nfor word; do echo \"$word\"; done\n");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "memory.total=512MiB",
        "memory.total=777MiB",
        "memory.total=1GiB",
        "memory.total=4GiB",
        "memory.total=1073741824",
        "memory.total=700000KiB",
        "memory.total=512MiB memory.hot=32MiB",
        "memory.total=512MiB memory.in-flight=64MiB memory.block-cache=16MiB",
        "memory.total=1GiB memory.total=2GiB memory.hot=100000KiB",
        "memory.in-flight=20MiB",
      })
  void assignmentsComeToTheSamePlan(String assignments) throws Exception {
    var arguments = new ArrayList<String>();
    for (String assignment : assignments.split(" ", -1)) {
      arguments.addAll(List.of("--set", assignment));
    }

    assertSamePlan(arguments);
  }

  @Test
  void withoutSettingsThePlanIsTheSame() throws Exception {
    assertSamePlan(List.of());
  }

  @Test
  void fileComesToTheSamePlan() throws Exception {
    var yaml =
        """
        # memory: none
        port: 1
        memory: # the budget
          # total: 1GiB
          total: "600MiB" # enough
          hot:
          in-flight:   '20MiB'
        http:
          total: 1
        """;
    Path file =
        Files.writeString(folder.resolve("w.yaml"), yaml.replace("http:\n  total: 1\n", ""));

    assertSamePlan(List.of("--config", file.toString()));
    assertSamePlan(List.of("--config=" + file, "--set=memory.total=800MiB"));
  }

  @Test
  void referenceFileChangesNothing() throws Exception {
    var reference = LAUNCHER.resolveSibling("../config/weir.yaml").toString();

    List<String> with = launch(List.of("--config", reference));
    List<String> without = launch(List.of());

    for (String flag : List.of("-Xmx", "-XX:MaxDirectMemorySize=")) {
      assertThat(number(with, flag)).isEqualTo(number(without, flag));
    }
  }

  private void assertSamePlan(List<String> arguments) throws Exception {
    List<String> words = launch(arguments);
    var total = DataSize.mebibytes(number(words, "-Dweir.memory.default-total="));
    MemoryPlan plan = plan(arguments, total);

    assertThat(number(words, "-Xmx")).isEqualTo(plan.heap().bytes() >> 20);
    assertThat(number(words, "-XX:MaxDirectMemorySize=")).isEqualTo(plan.direct().bytes());
    assertThat(number(words, "-Dio.netty.maxDirectMemory=")).isEqualTo(plan.direct().bytes());
  }

  private MemoryPlan plan(List<String> arguments, DataSize total) {
    var loading = new Loading(folder);
    for (int i = 0; i < arguments.size(); i++) {
      var argument = arguments.get(i);
      if (argument.equals("--set")) {
        loading.set(arguments.get(++i));
      } else if (argument.startsWith("--set=")) {
        loading.set(argument.substring(6));
      } else {
        loading.missingFile("w.yaml"); // which is there
      }
      i += argument.equals("--config") ? 1 : 0;
    }
    var memory = loading.settings().memory();
    return MemoryPlan.of(memory.total().orElse(total), memory);
  }

  private List<String> launch(List<String> arguments) throws Exception {
    var command = new ArrayList<>(List.of(folder.resolve("bin/weir").toString(), "serve"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "WEIR_NO_BUILD", "1",
                "JAVA_HOME", folder.resolve("jdk").toString(),
                "XDG_CONFIG_HOME", folder.resolve("xdg").toString()));
    Process process = builder.start();
    try (var lines = process.inputReader()) {
      return lines.lines().filter(line -> !line.contains("classes-")).toList();
    }
  }

  private static long number(List<String> words, String prefix) {
    return words.stream()
        .filter(word -> word.startsWith(prefix))
        .map(word -> word.substring(prefix.length()).replaceAll("m$", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }

  private void script(String file, String text) throws IOException {
    Path script = folder.resolve(file);
    Files.createDirectories(script.getParent());
    Files.writeString(script, text);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
