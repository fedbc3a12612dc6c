package dev.weir.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("CORP_TOKEN", "s3cret", "CORP_LOGIN", "user:pass", "EMPTY", " ");

  private final Credentials credentials = new Credentials(ENVIRONMENT);

  @TempDir Path folder;

  @Test
  void nothingConfiguredIsNoCredential() {
    assertThat(credentials.of("corp", ConnectionSettings.DEFAULTS)).isEmpty();
  }

  @Test
  void aTokenComesFromAVariableOrAFile() throws IOException {
    var file = Files.writeString(folder.resolve("token"), "s3cret\n");

    assertThat(credentials.of("corp", token(Optional.of("CORP_TOKEN"), Optional.empty())))
        .hasValueSatisfying(c -> assertThat(c.credential().header()).isEqualTo("Bearer s3cret"));
    assertThat(credentials.of("corp", token(Optional.empty(), Optional.of(file.toString()))))
        .hasValueSatisfying(c -> assertThat(c.credential().header()).isEqualTo("Bearer s3cret"));
  }

  @Test
  void aLoginBecomesBasicAndIsNeverShown() {
    var login = credentials.of("corp", basic("CORP_LOGIN")).orElseThrow().credential();

    assertThat(login.header()).isEqualTo("Basic dXNlcjpwYXNz");
    assertThat(login.toString()).doesNotContain("pass", "dXNlcjpwYXNz");
    assertThat(login.key()).contains("corp", "basic-env");
  }

  @Test
  void aVariableThatIsNotSetAndAFileThatIsNotThereNameTheirKey() {
    assertThatThrownBy(
            () -> credentials.of("corp", token(Optional.of("NOWHERE"), Optional.empty())))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("token-env")
        .hasMessageContaining("NOWHERE");
    assertThatThrownBy(() -> credentials.of("corp", basic("EMPTY")))
        .hasMessageContaining("basic-env");
    var missing = folder.resolve("missing").toString();
    assertThatThrownBy(() -> credentials.of("corp", token(Optional.empty(), Optional.of(missing))))
        .hasMessageContaining("token-file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a b", "a\u0000b", "t\u00f6ken", "", "\n"})
  void aTokenThatIsNoWordOfAHeaderIsRefusedWithoutShowingIt(String token) throws IOException {
    var file = Files.writeString(folder.resolve("token"), token);

    assertThatThrownBy(
            () -> credentials.of("corp", token(Optional.empty(), Optional.of(file.toString()))))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("token-file")
        .hasMessageContaining("control characters")
        .hasMessageNotContaining("t\u00f6ken");
  }

  @Test
  void aLoginNeedsAColon() {
    assertThatThrownBy(() -> credentials.of("corp", basic("CORP_TOKEN")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("expected: user:password")
        .hasMessageNotContaining("s3cret");
  }

  private static ConnectionSettings token(Optional<String> env, Optional<String> file) {
    return new ConnectionSettings(
        Optional.empty(),
        env,
        file,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false);
  }

  private static ConnectionSettings basic(String env) {
    return new ConnectionSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(env),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false);
  }
}
