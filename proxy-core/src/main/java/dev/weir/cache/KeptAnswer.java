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
  /** Of the record and what holds it and its key in the cache. */
  private static final int OVERHEAD = 512;

  /** With its key, which for a search is as long as its text. */
  int weight(AnswerKey key) {
    return json.length + key.path().length() + OVERHEAD;
  }

  OriginAnswer.Found as(CacheStatus status) {
    return new OriginAnswer.Found(json, status);
  }
}
