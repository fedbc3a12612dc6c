package dev.weir.upstream;

import java.time.Duration;
import java.util.Optional;

/**
 * How an origin does, as far as its last answers tell.
 *
 * @param failing it failed several times in a row, and nothing has shown yet that it is back
 * @param restingFor how much longer it asked to be left alone, if it did
 */
public record OriginHealth(boolean failing, Optional<Duration> restingFor) {
  /** Of one that answers, or was never asked. */
  static final OriginHealth GOOD = new OriginHealth(false, Optional.empty());
}
