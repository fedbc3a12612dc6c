package dev.weir.upstream;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.168.0.0",
        "192.168.255.255",
        "::",
        "::1",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "febf::1",
        "::10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b::7f00:1",
        "2002:a00:1::1",
        "2002:7f00:1::"
      })
  void ownNetworksArePrivate(String address) {
    assertThat(AddressRules.isPrivate(address(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.7",
        "224.0.0.1",
        "255.255.255.255",
        "2001:db8::1",
        "fbff::1",
        "fe00::1",
        "fec0::1",
        "::8.8.8.8",
        "64:ff9b::808:808"
      })
  void whateverElseIsNot(String address) {
    assertThat(AddressRules.isPrivate(address(address))).isFalse();
  }

  @Test
  void mappedIpv4IsJudgedAsIpv4() throws UnknownHostException {
    assertThat(AddressRules.isPrivate(mapped(192, 168, 1, 1))).isTrue();
    assertThat(AddressRules.isPrivate(mapped(192, 169, 1, 1))).isFalse();
  }

  private static InetAddress address(String literal) {
    return requireNonNull(NetUtil.createInetAddressFromIpAddressString(literal), literal);
  }

  /** Made so that Java does not turn it into an IPv4 address by itself. */
  private static InetAddress mapped(int... octets) throws UnknownHostException {
    var bytes = new byte[16];
    bytes[10] = (byte) 0xff;
    bytes[11] = (byte) 0xff;
    for (int i = 0; i < 4; i++) {
      bytes[12 + i] = (byte) octets[i];
    }
    return Inet6Address.getByAddress(null, bytes, -1);
  }
}
