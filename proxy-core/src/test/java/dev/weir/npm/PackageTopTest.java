package dev.weir.npm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a package has of its latest version. */
class PackageTopTest {
  private static String of(String manifest, Optional<String> readme) {
    return PackageTop.of(manifest.getBytes(UTF_8), readme);
  }

  @Test
  void whatDescribesAPackageIsTakenAsItStands() {
    assertThat(
            of(
                "{\"name\":\"a\",\"description\" : \"b\",\"scripts\":{},\"maintainers\":[\"me\"]}",
                Optional.of("# \"a\"")))
        .isEqualTo("{\"description\" : \"b\",\"maintainers\":[\"me\"],\"readme\":\"# \\\"a\\\"\"}");
  }

  @Test
  void aPackageThatNamesNobodyBelongsToEveryone() {
    assertThat(of("{\"name\":\"a\"}", Optional.empty()))
        .isEqualTo("{\"maintainers\":[{\"name\":\"open\",\"email\":\"\"}]}");
  }
}
