package dev.weir.compare.peer;

import io.netty.channel.ChannelHandlerContext;

/** A prepared response that can be sent any number of times, on one event loop. */
sealed interface Answer {
  /** Gives the prepared bytes back; nothing is sent after that. */
  void release();

  /** Leaves in one write. */
  non-sealed interface Whole extends Answer {
    /** Writes it without flushing. */
    void write(ChannelHandlerContext ctx);
  }

  /** Leaves in pieces, as fast as the client takes them. */
  non-sealed interface InPieces extends Answer {
    /** Writes the head; the rest goes out by {@link Rest#writeMore}. */
    Rest begin(ChannelHandlerContext ctx);
  }

  /** What of one response is still to be written. */
  interface Rest {
    /** Writes and flushes as long as the channel is writable; true when nothing is left. */
    boolean writeMore(ChannelHandlerContext ctx);
  }
}
