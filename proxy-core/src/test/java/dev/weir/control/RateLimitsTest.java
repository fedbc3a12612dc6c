package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.HttpSettings;
import dev.weir.config.RateSettings;
import dev.weir.http.ClientAddresses;
import dev.weir.http.Request;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Which requests count together, and what is said to the one too many. */
class RateLimitsTest {
  private static final ClientAddresses ADDRESSES = ClientAddresses.of(HttpSettings.DEFAULTS);

  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private final InstantSource clock = () -> now;

  @Test
  void byDefaultNothingIsLimited() {
    var limits = new RateLimits(RateSettings.DEFAULTS, ADDRESSES, clock);

    for (int i = 0; i < 10_000; i++) {
      limits.check(Operation.LIST_PACKAGES, from("127.0.0.1", ""));
    }
  }

  @Test
  void anOperationIsLimitedByItselfAndTheClientIsToldWhenToComeBack() {
    var limits = new RateLimits(rates(2, 0, 0, 0, 0), ADDRESSES, clock);
    limits.check(Operation.LIST_PACKAGES, from("127.0.0.1", ""));
    limits.check(Operation.LIST_PACKAGES, from("127.0.0.2", ""));

    assertThatThrownBy(() -> limits.check(Operation.LIST_PACKAGES, from("127.0.0.3", "")))
        .isInstanceOfSatisfying(
            ControlException.class,
            refused -> {
              assertThat(refused.type()).isEqualTo("ThrottlingException");
              assertThat(refused.status().code()).isEqualTo(429);
              assertThat(refused.retryAfter()).isEqualTo(1);
              assertThat(refused).hasMessageContaining("ListPackages");
            });
    assertThatCode(() -> limits.check(Operation.LIST_DOMAINS, from("127.0.0.1", "")))
        .doesNotThrowAnyException();
    now = now.plus(500, ChronoUnit.MILLIS);
    limits.check(Operation.LIST_PACKAGES, from("127.0.0.3", ""));
  }

  @Test
  void readsAndChangesAreCountedApart() {
    var limits = new RateLimits(rates(0, 1, 1, 0, 0), ADDRESSES, clock);
    limits.check(Operation.LIST_DOMAINS, from("127.0.0.1", ""));
    limits.check(Operation.CREATE_DOMAIN, from("127.0.0.1", ""));

    assertThatThrownBy(() -> limits.check(Operation.DESCRIBE_DOMAIN, from("127.0.0.1", "")))
        .hasMessageContaining("read");
    assertThatThrownBy(() -> limits.check(Operation.DELETE_DOMAIN, from("127.0.0.1", "")))
        .hasMessageContaining("change");
  }

  @Test
  void aTokenOrAccessKeyCountsWhateverItsSignatureAndAddress() {
    var limits = new RateLimits(rates(0, 0, 0, 1, 0), ADDRESSES, clock);
    limits.check(Operation.LIST_DOMAINS, from("127.0.0.1", signed("AKIA1", "aa")));
    limits.check(Operation.LIST_DOMAINS, from("127.0.0.1", signed("AKIA2", "aa")));
    limits.check(Operation.LIST_DOMAINS, from("127.0.0.1", "Bearer one"));
    limits.check(Operation.LIST_DOMAINS, from("127.0.0.1", "Bearer two"));
    limits.check(Operation.LIST_DOMAINS, from("127.0.0.1", ""));
    limits.check(Operation.LIST_DOMAINS, from("127.0.0.1", ""));

    assertThatThrownBy(
            () -> limits.check(Operation.LIST_DOMAINS, from("127.0.0.9", signed("AKIA1", "bb"))))
        .hasMessageContaining("one token");
    assertThatThrownBy(() -> limits.check(Operation.LIST_DOMAINS, from("127.0.0.9", "Bearer one")))
        .hasMessageContaining("one token");
  }

  @Test
  void withoutATokenTheAddressCounts() {
    var limits = new RateLimits(rates(0, 0, 0, 0, 1), ADDRESSES, clock);
    limits.check(Operation.LIST_DOMAINS, from("127.0.0.1", ""));
    limits.check(Operation.LIST_DOMAINS, from("127.0.0.2", ""));
    limits.check(Operation.LIST_DOMAINS, from("127.0.0.1", "Bearer one"));

    assertThatThrownBy(() -> limits.check(Operation.LIST_DOMAINS, from("127.0.0.1", "")))
        .hasMessageContaining("address");
  }

  @Test
  void whatAClientIsRefusedTakesNothingFromTheOthers() {
    var limits = new RateLimits(rates(0, 2, 0, 0, 1), ADDRESSES, clock);
    limits.check(Operation.LIST_DOMAINS, from("127.0.0.1", ""));
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> limits.check(Operation.LIST_DOMAINS, from("127.0.0.1", "")))
          .hasMessageContaining("address");
    }

    assertThatCode(() -> limits.check(Operation.LIST_DOMAINS, from("127.0.0.2", "")))
        .doesNotThrowAnyException();
  }

  @Test
  void onTheWireItIs429WithRetryAfter() {
    var control = new ControlUnderTest(clock, rates(0, 0, 1, 0, 0));
    control.ask("POST", "/v1/domain?domain=team", "");

    var refused = control.ask("POST", "/v1/domain?domain=other", "");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.error()).isEqualTo("ThrottlingException");
    assertThat(refused.message()).contains("quota.rates");
  }

  private static RateSettings rates(
      int listPackages, int read, int write, int perToken, int perAddress) {
    return new RateSettings(0, 0, 0, listPackages, 0, 0, 0, read, write, perToken, perAddress, 100);
  }

  private static String signed(String accessKey, String signature) {
    return "AWS4-HMAC-SHA256 Credential=%s/20260102/us-east-1/codeartifact/aws4_request,"
            .formatted(accessKey)
        + " SignedHeaders=host;x-amz-date, Signature="
        + signature;
  }

  private static Request from(String address, String authorization) {
    var headers = new DefaultHttpHeaders();
    if (!authorization.isEmpty()) {
      headers.set("Authorization", authorization);
    }
    return new Request(
        HttpMethod.POST,
        HttpVersion.HTTP_1_1,
        "/v1/domains",
        "/v1/domains",
        "",
        headers,
        new InetSocketAddress(address, 50000),
        false,
        ImmediateEventExecutor.INSTANCE,
        Unpooled.EMPTY_BUFFER);
  }
}
