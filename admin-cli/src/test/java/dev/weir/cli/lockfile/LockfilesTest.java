package dev.weir.cli.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockfilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "package-lock.json | {} | NPM",
        "npm-shrinkwrap.json | {} | NPM",
        "pnpm-lock.yaml | | PNPM",
        "bun.lock | {} | BUN",
        "yarn.lock | __metadata: | YARN_BERRY",
        "yarn.lock | a@1: | YARN_CLASSIC",
        "other | {\"packages\": {\"\": {}}} | NPM",
        "other | {\"packages\": {\"a\": [] }} | BUN",
        "other | {\"workspaces\": {\"\": {}}} | BUN",
        "other | # yarn lockfile v1 | YARN_CLASSIC",
        "other | __metadata: | YARN_BERRY",
        "other | lockfileVersion: 5.4 | PNPM",
      })
  void formatIsToldByTheNameElseByTheText(String name, String text, LockfileFormat format) {
    assertThat(LockfileFormat.of(name, Optional.ofNullable(text).orElse(""))).hasValue(format);
  }

  @Test
  void otherFilesAreNone() throws IOException {
    var file = write("README.md", "# Hello\n");

    assertThatThrownBy(() -> Lockfiles.read(file))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith(file + ": no lockfile (expected: package-lock.json, ");
  }

  @Test
  void textThatIsNoJsonIsToldWithItsLine() throws IOException {
    var file = write("package-lock.json", "{\n  \"lockfileVersion\": 3,\n  \"packages\": {]\n}");

    assertThatThrownBy(() -> Lockfiles.read(file))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith(file + ":3: not JSON: ");
  }

  @Test
  void textThatIsNoYamlIsToldWithItsLine() throws IOException {
    var file = write("pnpm-lock.yaml", "lockfileVersion: '9.0'\npackages:\n  a: [\n");

    assertThatThrownBy(() -> Lockfiles.read(file))
        .isInstanceOf(Failure.class)
        .hasMessageMatching(".*pnpm-lock\\.yaml:[34]: not YAML as lockfiles have it: .*");
  }

  @Test
  void mergeThatIsNotResolvedIsToldWithItsLine() throws IOException {
    var file = write("yarn.lock", "# yarn lockfile v1\n\n<<<<<<< HEAD\na@1:\n=======\n");

    assertThatThrownBy(() -> Lockfiles.read(file))
        .hasMessage(file + ":3: a merge that is not resolved (expected: one side)");
  }

  @Test
  void markOfTheByteOrderIsPassedOver() throws IOException {
    var file = write("package-lock.json", "\ufeff{\"lockfileVersion\": 3}");

    assertThat(Lockfiles.read(file).packages()).isEmpty();
  }

  @Test
  void fileThatIsNotThereOrTooLargeOrBinaryIsTold() throws IOException {
    var absent = folder.resolve("package-lock.json");
    assertThatThrownBy(() -> Lockfiles.read(absent)).hasMessageContaining("no such file");

    var large = folder.resolve("yarn.lock");
    try (var out =
        Files.newByteChannel(large, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
      out.position(Lockfiles.LARGEST).write(ByteBuffer.wrap(new byte[1]));
    }
    assertThatThrownBy(() -> Lockfiles.read(large))
        .hasMessage(large + ": too large (expected: at most 32 MiB)");

    assertThatThrownBy(() -> Lockfiles.read(write("bun.lockb", "#!")))
        .hasMessageContaining("binary (expected: bun.lock");
  }

  @Test
  void thoseOfFolderAreFoundByName() throws IOException {
    write("yarn.lock", "");
    write("other.lock", "");

    assertThat(Lockfiles.in(folder)).containsExactly(folder.resolve("yarn.lock"));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
