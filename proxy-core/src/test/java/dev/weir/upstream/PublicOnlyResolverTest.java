package dev.weir.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.resolver.AddressResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class PublicOnlyResolverTest {
  private final FakeNames names = new FakeNames();
  private final AddressResolver<InetSocketAddress> resolver =
      new PublicOnlyResolverGroup(names).getResolver(ImmediateEventExecutor.INSTANCE);

  @Test
  void publicAddressesAreGiven() {
    names.answer("cdn.example", "203.0.113.7", "2001:db8::7");

    assertThat(resolver.resolveAll(unresolved("cdn.example")).getNow())
        .extracting(address -> address.getAddress().getHostAddress())
        .containsExactly("203.0.113.7", "2001:db8:0:0:0:0:0:7");
  }

  @Test
  void privateAddressesAmongThemAreLeftOut() {
    names.answer("mixed.example", "10.0.0.1", "203.0.113.7", "::1");

    assertThat(resolver.resolveAll(unresolved("mixed.example")).getNow())
        .extracting(address -> address.getAddress().getHostAddress())
        .containsExactly("203.0.113.7");
  }

  @Test
  void aNameThatTurnsPrivateIsRefusedThen() {
    names.answer("rebind.example", "203.0.113.7").answer("rebind.example", "127.0.0.1");

    assertThat(resolver.resolve(unresolved("rebind.example")).isSuccess()).isTrue();
    assertThat(resolver.resolve(unresolved("rebind.example")).cause())
        .isInstanceOf(ForbiddenAddressException.class)
        .hasMessageStartingWith("rebind.example lies at a private address");
  }

  @Test
  void literalAddressesAreCheckedToo() {
    var loopback = new InetSocketAddress(NetUtil.LOCALHOST4, 80);

    assertThat(resolver.isResolved(loopback)).isFalse();
    assertThat(resolver.resolveAll(loopback).cause()).isInstanceOf(ForbiddenAddressException.class);
  }

  @Test
  void anUnknownNameIsNotForbidden() {
    var cause = resolver.resolveAll(unresolved("nowhere.example")).cause();

    assertThat(cause)
        .isInstanceOf(UnknownHostException.class)
        .isNotInstanceOf(ForbiddenAddressException.class);
  }

  private static InetSocketAddress unresolved(String name) {
    return InetSocketAddress.createUnresolved(name, 80);
  }
}
