package dev.weir.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A reply that needs nothing but to be written.
 *
 * @param body of the length that {@code head} says, unless the head has it already; the server
 *     releases it on every path
 */
public record ReadyReply(EncodedHead head, ByteBuf body) {
  /** A reply without a body beside its head. */
  public ReadyReply(EncodedHead head) {
    this(head, Unpooled.EMPTY_BUFFER);
  }
}
