package dev.weir.upstream;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;

/**
 * Resolves names to public addresses only. What it gives is what is connected to, so a name that
 * answers differently the second time (DNS rebinding) gains nothing. Literal addresses are checked
 * too.
 */
final class PublicOnlyResolverGroup extends AddressResolverGroup<InetSocketAddress> {
  private final AddressResolverGroup<InetSocketAddress> names;

  /**
   * @param names asked for the addresses of names; not closed with this
   */
  PublicOnlyResolverGroup(AddressResolverGroup<InetSocketAddress> names) {
    this.names = names;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new PublicOnlyResolver(names.getResolver(executor), executor);
  }
}
