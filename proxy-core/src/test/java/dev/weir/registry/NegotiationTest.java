package dev.weir.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.npm.Form;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {
  @ParameterizedTest(name = "Accept: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | FULL",
        "*/* | FULL",
        "application/vnd.npm.install-v1+json | ABBREVIATED",
        "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */* | ABBREVIATED",
        "application/vnd.npm.install-v1+json;q=0.5, application/json | FULL",
        "application/vnd.npm.install-v1+json;q=0, */* | FULL",
        "APPLICATION/VND.NPM.INSTALL-V1+JSON | ABBREVIATED",
        "application/json; q=1.0, */* | FULL",
        "application/vnd.npm.install-v1+json;q=nonsense, application/json;q=0.1 | FULL",
        "text/html | FULL",
        ",,;;=, | FULL"
      })
  void choosesTheForm(String accept, Form expected) {
    var headers = new DefaultHttpHeaders().set("accept", accept);

    assertThat(Negotiation.of(headers).form()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "Accept-Encoding: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip,deflate | true",
        "zstd,gzip,deflate | true",
        "gzip;q=0 | false",
        "identity | false",
        "* | true",
        "*;q=0 | false",
        "gzip;q=0, * | false",
        "x-gzip | true",
        "br | false"
      })
  void choosesTheCoding(String acceptEncoding, boolean gzip) {
    var headers = new DefaultHttpHeaders().set("accept-encoding", acceptEncoding);

    assertThat(Negotiation.of(headers).gzip()).isEqualTo(gzip);
  }

  @Test
  void nothingSaidIsFullIdentity() {
    assertThat(Negotiation.of(new DefaultHttpHeaders()))
        .isEqualTo(new Negotiation(Form.FULL, false));
  }
}
