package dev.weir.cache;

import dev.weir.upstream.Validators;
import java.time.Instant;

/**
 * An answer in memory. Immutable.
 *
 * @param json shared, never changed
 */
@SuppressWarnings("ArrayRecordComponent")
record KeptAnswer(byte[] json, Validators validators, Instant freshUntil) {
  /** Of the record, its key and what holds them in the cache. */
  private static final int OVERHEAD = 512;

  int weight() {
    return json.length + OVERHEAD;
  }

  OriginAnswer.Found as(CacheStatus status) {
    return new OriginAnswer.Found(json, status);
  }
}
