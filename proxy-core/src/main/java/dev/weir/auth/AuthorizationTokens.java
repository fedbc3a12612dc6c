package dev.weir.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.config.AuthSettings;
import dev.weir.model.DomainName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Gives authorization tokens and knows them again. A token counts for one domain of one account,
 * until it expires; nothing is stored, so none can be taken back.
 *
 * <p>A token that was good once is remembered with what it says, so that a client's next thousand
 * requests cost a look-up each and no cryptography; the clock is asked every time. What is not ours
 * is never remembered: no flood of garbage pushes out a good token. Thread-safe; nothing blocks.
 */
public final class AuthorizationTokens {
  /** In characters: a remembered token must have a bounded size. */
  public static final int MAX_PRINCIPAL = 512;

  private final TokenSeal seal;
  private final String account;
  private final InstantSource clock;
  private final Supplier<UUID> ids;
  private final Cache<String, TokenClaims> remembered;

  /**
   * Tokens of {@code account}.
   *
   * @param key 32 bytes that are used for nothing else, from {@link ServerSecret#derive}
   */
  public AuthorizationTokens(
      byte[] key, String account, AuthSettings settings, InstantSource clock) {
    this(new JwtSeal(key), account, settings, clock, UUID::randomUUID);
  }

  AuthorizationTokens(
      TokenSeal seal,
      String account,
      AuthSettings settings,
      InstantSource clock,
      Supplier<UUID> ids) {
    this.seal = seal;
    this.account = account;
    this.clock = clock;
    this.ids = ids;
    this.remembered =
        Caffeine.newBuilder()
            .maximumSize(settings.rememberedTokens())
            .executor(Runnable::run)
            .build();
  }

  /**
   * A new token.
   *
   * @param principal whom it is given to
   * @param asked how long it is to count; 0 is {@link TokenLifetime#DEFAULT}
   * @throws IllegalArgumentException if {@link TokenLifetime#allowed} says no, or the principal is
   *     empty or too long
   */
  public AuthorizationToken issue(DomainName domain, String principal, Duration asked) {
    if (principal.isEmpty() || principal.length() > MAX_PRINCIPAL) {
      throw new IllegalArgumentException(
          "principal: %d characters (expected: 1 to %d)"
              .formatted(principal.length(), MAX_PRINCIPAL));
    }
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var expiration = now.plus(TokenLifetime.granted(asked));
    var claims =
        new TokenClaims(audience(domain), principal, now, expiration, ids.get().toString());
    return new AuthorizationToken(seal.seal(claims), expiration);
  }

  /** What {@code token} is worth for {@code domain} now; any text may be given. */
  public TokenCheck verify(DomainName domain, String token) {
    var now = clock.instant();
    return claims(token, now)
        .filter(claims -> claims.audience().equals(audience(domain)))
        .map(claims -> judged(claims, domain, now))
        .orElseGet(() -> new TokenCheck.Foreign(domain));
  }

  private Optional<TokenClaims> claims(String token, Instant now) {
    var known = remembered.getIfPresent(token);
    if (known != null) {
      return Optional.of(known);
    }
    var opened = seal.open(token);
    opened
        .filter(claims -> now.isBefore(claims.expiresAt()))
        .ifPresent(good -> remembered.put(token, good));
    return opened;
  }

  private static TokenCheck judged(TokenClaims claims, DomainName domain, Instant now) {
    return now.isBefore(claims.expiresAt())
        ? new TokenCheck.Valid(claims.principal(), domain, claims.expiresAt())
        : new TokenCheck.Expired(domain, claims.expiresAt());
  }

  private String audience(DomainName domain) {
    return account + "/" + domain;
  }

  /** How many tokens are remembered just now. */
  long remembered() {
    remembered.cleanUp();
    return remembered.estimatedSize();
  }
}
