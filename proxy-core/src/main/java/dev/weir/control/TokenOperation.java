package dev.weir.control;

import dev.weir.auth.AuthorizationTokens;
import dev.weir.auth.TokenLifetime;
import dev.weir.catalog.Catalog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** GetAuthorizationToken: what npm presents to every repository of one domain. */
final class TokenOperation {
  /** Who asks while nobody has to say who they are. */
  private static final String ANYONE = "open";

  private final Catalog catalog;
  private final AuthorizationTokens tokens;
  private final Absences absences;

  TokenOperation(ControlParts parts) {
    this.catalog = parts.catalog();
    this.tokens = parts.tokens();
    this.absences = new Absences(parts.account());
  }

  record TokenAnswer(String authorizationToken, Instant expiration) {}

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.GET_AUTHORIZATION_TOKEN, this::token);
  }

  private CompletionStage<Answer> token(Call call) {
    var name = call.fields().domain();
    var duration = duration(call.fields());
    absences.domain(catalog.snapshot(), name);
    var token = tokens.issue(name, ANYONE, duration);
    return CompletableFuture.completedStage(
        Answer.json(new TokenAnswer(token.text(), token.expiration())));
  }

  private static Duration duration(Fields fields) {
    var seconds = fields.number("duration");
    if (seconds.isEmpty()) {
      return TokenLifetime.DEFAULT;
    }
    var asked = Duration.ofSeconds(seconds.get());
    if (!TokenLifetime.allowed(asked)) {
      throw ControlException.field(
          "duration",
          seconds.get(),
          "0 or %d to %d seconds"
              .formatted(TokenLifetime.SHORTEST.toSeconds(), TokenLifetime.LONGEST.toSeconds()));
    }
    return asked;
  }
}
