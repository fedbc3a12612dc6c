package dev.weir.upstream;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import reactor.netty.resources.LoopResources;

/**
 * Lets reactor-netty run on the daemon's own event loops, so that an exchange which is on one of
 * them stays there. Disposing this does nothing: the loops belong to the daemon.
 */
final class SharedLoops implements LoopResources {
  private final EventLoopGroup loops;

  SharedLoops(EventLoopGroup loops) {
    this.loops = LoopResources.colocate(loops);
  }

  @Override
  public EventLoopGroup onServer(boolean useNative) {
    return loops;
  }

  /** The event loop of the caller if it is on one, else any. */
  EventLoop next() {
    return loops.next();
  }
}
