package dev.weir.upstream;

import static java.util.Objects.requireNonNull;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS of which the test decides what each name answers, query after query. */
final class FakeNames extends AddressResolverGroup<InetSocketAddress> {
  private final ConcurrentHashMap<String, Deque<List<InetAddress>>> answers =
      new ConcurrentHashMap<>();

  /** Gives {@code name} a further answer; the last one stays. */
  FakeNames answer(String name, String... addresses) {
    var all = new InetAddress[addresses.length];
    for (int i = 0; i < addresses.length; i++) {
      all[i] = address(addresses[i]);
    }
    answers.computeIfAbsent(name, absent -> new ArrayDeque<>()).add(List.of(all));
    return this;
  }

  private static InetAddress address(String literal) {
    return requireNonNull(NetUtil.createInetAddressFromIpAddressString(literal), literal);
  }

  private synchronized List<InetAddress> next(String name) throws UnknownHostException {
    var left = answers.get(name);
    if (left == null) {
      throw new UnknownHostException(name);
    }
    return left.size() > 1 ? left.remove() : left.element();
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new InetSocketAddressResolver(executor, new Resolver(executor));
  }

  private final class Resolver extends InetNameResolver {
    Resolver(EventExecutor executor) {
      super(executor);
    }

    @Override
    protected void doResolve(String name, Promise<InetAddress> promise) throws Exception {
      promise.setSuccess(next(name).get(0));
    }

    @Override
    protected void doResolveAll(String name, Promise<List<InetAddress>> promise) throws Exception {
      promise.setSuccess(next(name));
    }
  }
}
