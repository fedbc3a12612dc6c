package dev.weir.upstream;

import io.netty.resolver.AddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/** One event loop's resolver of a {@link PublicOnlyResolverGroup}. */
final class PublicOnlyResolver implements AddressResolver<InetSocketAddress> {
  private final AddressResolver<InetSocketAddress> names;
  private final EventExecutor executor;

  PublicOnlyResolver(AddressResolver<InetSocketAddress> names, EventExecutor executor) {
    this.names = names;
    this.executor = executor;
  }

  @Override
  public boolean isSupported(SocketAddress address) {
    return names.isSupported(address);
  }

  /** Never: what is resolved already, such as a literal address, is still to be checked. */
  @Override
  public boolean isResolved(SocketAddress address) {
    return false;
  }

  @Override
  public Future<InetSocketAddress> resolve(SocketAddress address) {
    return resolve(address, executor.newPromise());
  }

  @Override
  public Future<InetSocketAddress> resolve(
      SocketAddress address, Promise<InetSocketAddress> promise) {
    Promise<List<InetSocketAddress>> all = executor.newPromise();
    all.addListener(
        done -> {
          if (all.isSuccess()) {
            promise.trySuccess(all.getNow().get(0));
          } else {
            promise.tryFailure(all.cause());
          }
        });
    resolveAll(address, all);
    return promise;
  }

  @Override
  public Future<List<InetSocketAddress>> resolveAll(SocketAddress address) {
    return resolveAll(address, executor.newPromise());
  }

  @Override
  public Future<List<InetSocketAddress>> resolveAll(
      SocketAddress address, Promise<List<InetSocketAddress>> promise) {
    if (names.isResolved(address)) {
      return keepPublic(address, List.of((InetSocketAddress) address), promise);
    }
    var found = names.resolveAll(address);
    found.addListener(
        done -> {
          if (found.isSuccess()) {
            keepPublic(address, found.getNow(), promise);
          } else {
            promise.tryFailure(found.cause());
          }
        });
    return promise;
  }

  private static Future<List<InetSocketAddress>> keepPublic(
      SocketAddress asked,
      List<InetSocketAddress> found,
      Promise<List<InetSocketAddress>> promise) {
    var allowed = found.stream().filter(PublicOnlyResolver::isPublic).toList();
    if (allowed.isEmpty()) {
      var host = ((InetSocketAddress) asked).getHostString();
      promise.tryFailure(
          new ForbiddenAddressException(
              "%s lies at a private address, which a redirect or an allow-listed host may not"
                      .formatted(host)
                  + " (allow-private permits it)"));
    } else {
      promise.trySuccess(allowed);
    }
    return promise;
  }

  private static boolean isPublic(InetSocketAddress address) {
    return !AddressRules.isPrivate(address.getAddress());
  }

  /** The group that made {@code names} closes it. */
  @Override
  public void close() {}
}
