package dev.weir.architecture.wrong.storage;

import dev.weir.architecture.wrong.daemon.Everything;
import io.netty.channel.Channel;

/** And more of Netty than {@code ByteBuf}. */
public final class KnowsTheDaemon {
  final Class<?> daemon = Everything.class;
  final Class<?> channel = Channel.class;
}
