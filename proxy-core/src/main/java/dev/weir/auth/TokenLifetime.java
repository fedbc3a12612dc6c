package dev.weir.auth;

import java.time.Duration;

/** How long a token counts, by CodeArtifact's rules. Pure. */
public final class TokenLifetime {
  public static final Duration SHORTEST = Duration.ofMinutes(15);
  public static final Duration LONGEST = Duration.ofHours(12);

  /** If none is asked for. */
  public static final Duration DEFAULT = LONGEST;

  private TokenLifetime() {}

  /** Whether a client may ask for this: 0, or from {@link #SHORTEST} to {@link #LONGEST}. */
  public static boolean allowed(Duration asked) {
    return asked.isZero() || asked.compareTo(SHORTEST) >= 0 && asked.compareTo(LONGEST) <= 0;
  }

  /**
   * How long a token for which {@code asked} was asked counts. To AWS, 0 means as long as the
   * caller's own credentials do; those of a caller here do not end, so it is {@link #DEFAULT}.
   *
   * @throws IllegalArgumentException if that may not be asked for
   */
  static Duration granted(Duration asked) {
    if (!allowed(asked)) {
      throw new IllegalArgumentException(
          "duration: %s (expected: 0 or %d to %d seconds)"
              .formatted(asked, SHORTEST.toSeconds(), LONGEST.toSeconds()));
    }
    return asked.isZero() ? DEFAULT : asked;
  }
}
