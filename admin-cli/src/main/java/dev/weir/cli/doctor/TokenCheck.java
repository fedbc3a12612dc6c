package dev.weir.cli.doctor;

import dev.weir.cli.json.JsonReader;
import dev.weir.cli.output.Words;
import dev.weir.cli.remote.Web;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the clients have a token for the repository, and whether it still counts. */
final class TokenCheck {
  private static final String NAME = "token";
  private static final String LOGIN = "weir login gets a new one";

  private final Examination examination;
  private final RegistryUrl repository;
  private final boolean open;

  private TokenCheck(Examination examination, RegistryUrl repository) {
    this.examination = examination;
    this.repository = repository;
    this.open = examination.weir(repository).open();
  }

  static List<Finding> of(Examination examination, RegistryUrl repository) {
    var check = new TokenCheck(examination, repository);
    return List.of(examination.npm().token(repository).map(check::found).orElseGet(check::missing));
  }

  private Finding missing() {
    return open
        ? Finding.ok(NAME, "none, and none is needed: the daemon's authorization is open")
        : Finding.fail(NAME, "none for " + repository, LOGIN);
  }

  private Finding found(Setting token) {
    var expiry = expiry(token.value());
    var now = examination.session().surroundings().clock().instant();
    if (expiry.isPresent() && !expiry.get().isAfter(now)) {
      var text =
          "%s: expired %s ago"
              .formatted(token.where(), Words.time(Duration.between(expiry.get(), now)));
      return open
          ? Finding.warn(NAME, text + ", which does not matter while authorization is open", LOGIN)
          : Finding.fail(NAME, text, LOGIN);
    }
    var counts =
        expiry
            .map(until -> ", good for " + Words.time(Duration.between(now, until)))
            .orElse(", without a time of its own");
    return asked(token, counts);
  }

  private Finding asked(Setting token, String counts) {
    try {
      var answer =
          examination
              .sites()
              .ask(
                  repository.below("-/whoami"), Map.of("Authorization", "Bearer " + token.value()));
      return answer.status() == 200
          ? Finding.ok(
              NAME,
              "%s: %s%s".formatted(token.where(), Sites.json(answer).text("username"), counts))
          : Finding.fail(
              NAME, "%s: whoami answered %d".formatted(token.where(), answer.status()), LOGIN);
    } catch (IOException failed) {
      return Finding.fail(NAME, "whoami: " + Web.words(failed, repository.uri()), "try again");
    } catch (IllegalArgumentException unsendable) {
      return Finding.fail(NAME, token.where() + ": has characters that cannot be sent", LOGIN);
    }
  }

  /** Until when a JSON Web Token counts (RFC 7519, {@code exp}), whoever may have signed it. */
  static Optional<Instant> expiry(String token) {
    var parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      double seconds = JsonReader.read(claims).number("exp");
      return seconds > 0 && seconds < 1e12
          ? Optional.of(Instant.ofEpochSecond((long) seconds))
          : Optional.empty();
    } catch (IllegalArgumentException noToken) {
      return Optional.empty();
    }
  }
}
