package dev.weir.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnAddressesTest {
  private static final Set<InetAddress> MACHINE =
      Set.of(address("127.0.0.1"), address("::1"), address("10.1.2.3"), address("fe80::1"));

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:9347/, true",
    "http://127.0.0.2:9347/, true",
    "http://localhost:9347/npm/local/dev/, true",
    "http://LOCALHOST:9347/, true",
    "http://[::1]:9347/, true",
    "http://[0:0:0:0:0:0:0:1]:9347/, true",
    "http://0.0.0.0:9347/, true",
    "http://10.1.2.3:9347/, true",
    "http://[fe80::1]:9347/, true",
    "http://build:9347/, true",
    "http://Build.example.org:9347/, true",
    "http://127.0.0.1:9348/, false",
    "http://127.0.0.1/, false",
    "http://10.1.2.4:9347/, false",
    "http://other.example:9347/, false"
  })
  void onTheWildcardAllAddressesOfTheMachineAreOwn(String address, boolean own) {
    assertThat(own("0.0.0.0", Optional.empty()).test(URI.create(address))).isEqualTo(own);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:9347/, true",
    "http://localhost:9347/, true",
    "http://10.1.2.3:9347/, false",
    "http://build:9347/, true"
  })
  void onLoopbackOnlyLoopbackIs(String address, boolean own) {
    assertThat(own("127.0.0.1", Optional.empty()).test(URI.create(address))).isEqualTo(own);
  }

  @ParameterizedTest
  @CsvSource({
    "https://npm.example/weir/npm/local/dev/, true",
    "https://NPM.example:443/weir/npm/local/dev/, true",
    "https://npm.example/weir/, false",
    "https://npm.example/npm/local/dev/, false",
    "https://npm.example:8443/weir/npm/local/dev/, false",
    "http://npm.example/weir/npm/local/dev/, false",
    "https://other.example/weir/npm/local/dev/, false"
  })
  void whatIsBelowThePublicUrlIsOwn(String address, boolean own) {
    var publicUrl = Optional.of(URI.create("https://npm.example/weir/"));

    assertThat(own("127.0.0.1", publicUrl).test(URI.create(address))).isEqualTo(own);
  }

  @Test
  void theMachineIsAsked() {
    var own =
        OwnAddresses.of(
            new InetSocketAddress(address("0.0.0.0"), 9347), Optional.of("https://npm.example"));

    assertThat(own.machine()).contains(address("127.0.0.1"));
    assertThat(own.publicUrl()).contains(URI.create("https://npm.example/"));
  }

  private static OwnAddresses own(String bind, Optional<URI> publicUrl) {
    return new OwnAddresses(
        new InetSocketAddress(address(bind), 9347),
        MACHINE,
        Set.of("build", "build.example.org"),
        publicUrl);
  }

  private static InetAddress address(String literal) {
    return java.util.Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(literal));
  }
}
