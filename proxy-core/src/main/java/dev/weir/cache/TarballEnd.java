package dev.weir.cache;

import dev.weir.upstream.UpstreamResponse;

/** How a flight ended. */
public sealed interface TarballEnd {
  /** Checked and stored. */
  record Stored(AssetRecord record) implements TarballEnd {}

  /** Checked and complete, though the disk had no room to store it. */
  record Passed(String blob, long length) implements TarballEnd {}

  /**
   * Neither the disk nor {@code memory.in-flight} has room for it: whoever wants it fetches it
   * alone, and nobody has seen a byte of this.
   */
  record Unkept() implements TarballEnd {}

  /** The origin, or its document, does not have it. */
  record Absent() implements TarballEnd {}

  /** No usable answer: {@code Refused} or {@code Failed}. */
  record Unavailable(UpstreamResponse cause) implements TarballEnd {}

  /** The body broke off, stalled or grew too long. Nothing was stored. */
  record Broken(UpstreamResponse.Failed cause) implements TarballEnd {}

  /** The bytes were not what the document says. Nothing was stored. */
  record Corrupt(String detail) implements TarballEnd {}

  /** A fault of our own, such as a full queue. */
  record Fault(Throwable cause) implements TarballEnd {}

  /** Its last client left. */
  record Abandoned() implements TarballEnd {}
}
