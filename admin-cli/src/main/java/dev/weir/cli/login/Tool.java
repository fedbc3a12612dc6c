package dev.weir.cli.login;

import dev.weir.cli.Failure;
import java.util.Arrays;
import java.util.Locale;

/** A package manager that can be logged in. */
enum Tool {
  NPM,
  PNPM,
  YARN,
  BUN;

  static Tool of(String word) {
    return Arrays.stream(values())
        .filter(tool -> tool.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> Failure.usage("--tool: %s (expected: npm, pnpm, yarn or bun)".formatted(word)));
  }

  /** As its users write it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
