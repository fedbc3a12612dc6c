package dev.weir.resolve;

import dev.weir.cache.HashedContent;
import dev.weir.npm.PublishRest;

/** What a {@link Reception} brought. */
sealed interface Received {
  /**
   * The whole document.
   *
   * @param content of the tarball in it, or of nothing
   */
  record Document(PublishRest rest, HashedContent content) implements Received {}

  /** It is none that can be taken. */
  record Refused(PublishOutcome why) implements Received {}
}
