package dev.weir.resolve;

import dev.weir.cache.JsonRecord;

/**
 * That a repository has versions of a package of its own: {@code {"v":1,"since":1764000000000}}.
 *
 * @param since when the first one was published or retained, epoch milliseconds
 */
public record PackageRecord(int v, long since) {
  static final int VERSION = 1;
  static final JsonRecord<PackageRecord> FORMAT = new JsonRecord<>(PackageRecord.class);
}
