package dev.weir.daemon;

import dev.weir.config.ConnectionSettings;
import dev.weir.upstream.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a connection's credential from where its settings say. Settings hold no secrets. */
final class Credentials {
  private final Map<String, String> environment;

  Credentials(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * The credential, if one is configured.
   *
   * @throws StartException if it is configured and is not there, or more than one is
   */
  Optional<Credential> of(String connection, ConnectionSettings settings) {
    var key = "external-connections.\"" + connection + "\".";
    var found =
        java.util.stream.Stream.of(
                variable(settings.tokenEnv(), key + "token-env", Credentials::bearer),
                file(settings.tokenFile(), key + "token-file", Credentials::bearer),
                variable(settings.basicEnv(), key + "basic-env", Credentials::basic),
                file(settings.basicFile(), key + "basic-file", Credentials::basic))
            .flatMap(Optional::stream)
            .toList();
    if (found.size() > 1) {
      throw new StartException(
          "%s and %s: both set (expected: one credential for a connection)"
              .formatted(found.get(0).key(), found.get(1).key()));
    }
    return found.stream().findFirst();
  }

  private Optional<Credential> variable(
      Optional<String> name, String key, Function<String, String> header) {
    return name.map(
        variable -> {
          var secret = environment.getOrDefault(variable, "").strip();
          if (secret.isEmpty()) {
            throw new StartException(
                "%s: %s (expected: a variable that is set)".formatted(key, variable));
          }
          return new Credential(header.apply(secret), key);
        });
  }

  private static Optional<Credential> file(
      Optional<String> path, String key, Function<String, String> header) {
    return path.map(
        file -> {
          try {
            var secret = Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
            return new Credential(header.apply(secret), key);
          } catch (IOException unreadable) {
            throw new StartException(
                "%s: %s (expected: a file that can be read)".formatted(key, file), unreadable);
          }
        });
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  private static String basic(String userAndPassword) {
    var bytes = userAndPassword.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }
}
