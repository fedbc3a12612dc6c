package dev.weir.daemon;

import dev.weir.config.ConnectionSettings;
import dev.weir.upstream.Credential;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads a connection's credential from where its settings say. Settings hold no secrets. */
final class Credentials {
  private final Map<String, String> environment;

  Credentials(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Where a credential comes from, and what it is now. */
  sealed interface Source {
    Credential credential();

    /** A variable, which does not change while the daemon runs. */
    record Variable(Credential credential) implements Source {}

    /** A file, which may. */
    record InFile(FileValue<Credential> file) implements Source {
      @Override
      public Credential credential() {
        return file.value();
      }
    }
  }

  /** The one source that the settings name. */
  private record Named(String key, Supplier<Source> source) {}

  /**
   * Where the credential comes from, if one is configured.
   *
   * @throws StartException if it is configured and is not there or not usable, or more than one is
   */
  Optional<Source> of(String connection, ConnectionSettings settings) {
    var key = "external-connections.\"" + connection + "\".";
    var named =
        Stream.of(
                variable(settings.tokenEnv(), key + "token-env", Credentials::bearer),
                file(settings.tokenFile(), key + "token-file", Credentials::bearer),
                variable(settings.basicEnv(), key + "basic-env", Credentials::basic),
                file(settings.basicFile(), key + "basic-file", Credentials::basic))
            .flatMap(Optional::stream)
            .toList();
    if (named.size() > 1) {
      throw new StartException(
          "%s and %s: both set (expected: one credential for a connection)"
              .formatted(named.get(0).key(), named.get(1).key()));
    }
    return named.stream().findFirst().map(one -> one.source().get());
  }

  private Optional<Named> variable(
      Optional<String> name, String key, Function<String, String> header) {
    return name.map(
        variable -> new Named(key, () -> new Source.Variable(inVariable(variable, key, header))));
  }

  private Credential inVariable(String variable, String key, Function<String, String> header) {
    var secret = environment.getOrDefault(variable, "").strip();
    if (secret.isEmpty()) {
      throw new StartException(
          "%s: %s (expected: a variable that is set)".formatted(key, variable));
    }
    try {
      return new Credential(header.apply(secret), key);
    } catch (IllegalArgumentException unusable) {
      throw new StartException(
          "%s: %s (expected: %s)".formatted(key, variable, unusable.getMessage()), unusable);
    }
  }

  private static Optional<Named> file(
      Optional<String> path, String key, Function<String, String> header) {
    return path.map(
        file ->
            new Named(
                key,
                () ->
                    new Source.InFile(
                        new FileValue<>(
                            key,
                            Path.of(file),
                            bytes -> new Credential(header.apply(text(bytes)), key)))));
  }

  private static String text(byte[] bytes) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return decoder.decode(ByteBuffer.wrap(bytes)).toString().strip();
    } catch (CharacterCodingException notText) {
      throw new IllegalArgumentException("a file with one line of text", notText);
    }
  }

  /** RFC 6750 has fewer characters still; what matters is that it is one word of a header. */
  private static String bearer(String token) {
    boolean word = token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (token.isEmpty() || !word) {
      throw new IllegalArgumentException(
          "a token of visible ASCII characters, without blanks and control characters");
    }
    return "Bearer " + token;
  }

  private static String basic(String userAndPassword) {
    boolean oneLine = userAndPassword.chars().noneMatch(Character::isISOControl);
    if (userAndPassword.indexOf(':') < 0 || !oneLine) {
      throw new IllegalArgumentException("user:password, without control characters");
    }
    var bytes = userAndPassword.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }
}
