package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a proxy says of its client is believed from trusted ones, and no further than they go. */
class ClientAddressesTest {
  private final ClientAddresses addresses =
      ClientAddresses.of(
          HttpSettingsBuilder.settings().trustedProxies("10.0.0.0/8", "127.0.0.1").build());

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, , 192.0.2.1",
    "192.0.2.1, 198.51.100.7, 192.0.2.1",
    "127.0.0.1, , 127.0.0.1",
    "127.0.0.1, 198.51.100.7, 198.51.100.7",
    "127.0.0.1, '1.2.3.4, 198.51.100.7', 198.51.100.7",
    "127.0.0.1, '1.2.3.4, 198.51.100.7, 10.0.0.9', 198.51.100.7",
    "127.0.0.1, '10.0.0.8,10.0.0.9', 10.0.0.8",
    "127.0.0.1, 'nonsense', 127.0.0.1",
    "127.0.0.1, 'nonsense, 10.0.0.9', 10.0.0.9",
    "127.0.0.1, '2001:db8::1', 2001:db8::1",
    "127.0.0.1, ', ,', 127.0.0.1",
  })
  void addressIsTheLastThatIsNoTrustedProxy(String peer, String forwardedFor, String client)
      throws UnknownHostException {
    var headers = new DefaultHttpHeaders();
    if (forwardedFor != null) {
      headers.set("X-Forwarded-For", forwardedFor);
    }
    var remote = new InetSocketAddress(InetAddress.getByName(peer), 50_000);

    assertThat(addresses.of(Requests.of(HttpMethod.GET, "/", headers, remote))).isEqualTo(client);
  }
}
