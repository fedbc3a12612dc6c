package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold of every result of the loader. */
final class LoadingCheck {
  private LoadingCheck() {}

  static void assertReadable(SettingsResult result) {
    if (result instanceof SettingsResult.Invalid invalid) {
      assertThat(invalid.problems()).isNotEmpty();
      for (var problem : invalid.problems()) {
        assertThat(problem.message()).isNotBlank();
      }
    } else {
      var loaded = (SettingsResult.Loaded) result;
      for (var setting : loaded.differing()) {
        assertThat(setting.toString()).isNotBlank();
      }
    }
  }
}
