package dev.weir.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.HttpSettings;
import dev.weir.http.ClientAddresses;
import dev.weir.http.Request;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of credentials only the name is taken, and only where there is one. */
class CallerTest {
  private static final ClientAddresses ADDRESSES = ClientAddresses.of(HttpSettings.DEFAULTS);

  @Test
  void signedRequestNamesItsAccessKey() {
    var caller =
        caller(
            "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/codeartifact/aws4_request,"
                + " SignedHeaders=host;x-amz-date, Signature=0123");

    assertThat(caller).isEqualTo(new Caller("open", Optional.of("AKIAEXAMPLE"), "127.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer S3cret",
        "Basic YXdzOlMzY3JldA==",
        "AWS4-HMAC-SHA256 Signature=S3cret",
        "AWS4-HMAC-SHA256 Credential=S3 cret/20260101/x",
        "AWS4-HMAC-SHA256 Credential=S3cret"
      })
  void anythingElseIsNotRepeated(String authorization) {
    assertThat(caller(authorization).accessKeyId()).isEmpty();
  }

  private static Caller caller(String authorization) {
    return Caller.open(
        new Request(
            HttpMethod.POST,
            HttpVersion.HTTP_1_1,
            "/v1/domain",
            "/v1/domain",
            "",
            new DefaultHttpHeaders().set("Authorization", authorization),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000),
            false,
            ImmediateEventExecutor.INSTANCE,
            Unpooled.EMPTY_BUFFER),
        ADDRESSES);
  }
}
