package dev.weir.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Connects a channel to the proxy, whatever it was to connect to. The proxy's name is resolved here
 * and for each connection, without blocking; reactor-netty would ask the JDK on the event loop.
 */
final class ProxyDoor extends ChannelOutboundHandlerAdapter {
  private final Proxy proxy;
  private final AddressResolverGroup<InetSocketAddress> names;

  ProxyDoor(Proxy proxy, AddressResolverGroup<InetSocketAddress> names) {
    this.proxy = proxy;
    this.names = names;
  }

  @Override
  public void connect(
      ChannelHandlerContext ctx, SocketAddress remote, SocketAddress local, ChannelPromise done) {
    Future<InetSocketAddress> found = names.getResolver(ctx.executor()).resolve(proxy.address());
    found.addListener(
        resolved -> {
          if (found.isSuccess()) {
            ctx.connect(found.getNow(), local, done);
          } else {
            done.tryFailure(found.cause());
          }
        });
  }
}
