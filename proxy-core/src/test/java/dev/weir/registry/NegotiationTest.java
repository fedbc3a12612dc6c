package dev.weir.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Coding;
import dev.weir.npm.Form;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "npm | gzip,deflate | GZIP",
        "pnpm | zstd,gzip,deflate | ZSTD",
        "bun | gzip, deflate, br, zstd | ZSTD",
        "yarn 4 | gzip, deflate, br | GZIP",
        "yarn 1 | gzip, deflate | GZIP",
        "deno | gzip | GZIP",
      })
  void everyClientGetsTheBestOfWhatItTakes(String client, String acceptEncoding, Coding expected) {
    assertThat(coding(acceptEncoding)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "Accept-Encoding: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        // of equals zstd, then gzip, then identity
        "zstd | ZSTD",
        "gzip, zstd | ZSTD",
        "zstd;q=0.5, gzip;q=0.5 | ZSTD",
        "identity, gzip | GZIP",
        "identity, zstd | ZSTD",
        // weights
        "gzip;q=1.0, zstd;q=0.8 | GZIP",
        "gzip;q=0.8, zstd;q=0.801 | ZSTD",
        "identity;q=1, gzip;q=0.5 | IDENTITY",
        "gzip;q=0.001 | GZIP",
        "zstd;q=0, gzip | GZIP",
        "gzip;q=0, zstd;q=0 | IDENTITY",
        "zstd;q=nonsense, gzip;q=0.1 | GZIP",
        "zstd;q=1.001, gzip;q=0.1 | GZIP",
        // identity
        "identity | IDENTITY",
        "identity;q=0 | IDENTITY",
        "identity;q=0, br | IDENTITY",
        "identity;q=0, gzip;q=0.1 | GZIP",
        "*;q=0 | IDENTITY",
        "br | IDENTITY",
        "deflate | IDENTITY",
        "compress, br;q=0.9 | IDENTITY",
        // anything
        "* | GZIP",
        "*, zstd | ZSTD",
        "*;q=0.5, zstd;q=0.4 | GZIP",
        "gzip;q=0, * | IDENTITY",
        "*;q=0, zstd | ZSTD",
        // other spellings
        "x-gzip | GZIP",
        "GZIP | GZIP",
        "ZStd | ZSTD",
        "gzip ; q=0.5 , zstd ; Q=0.9 | ZSTD",
        ",, , zstd | ZSTD",
        "zstdx, xzstd | IDENTITY",
        ",;;=, | IDENTITY",
      })
  void choosesTheCoding(String acceptEncoding, Coding expected) {
    assertThat(coding(acceptEncoding)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Coding.class)
  void whatIsLookedUpIsWhatTheRuleSays(Coding coding) {
    // A further space makes it a text that is not in the table.
    var known = coding.token().orElse("identity");

    assertThat(coding(known)).isEqualTo(coding).isEqualTo(coding(known + " ,"));
  }

  @Test
  void severalLinesAreOneList() {
    var headers = new DefaultHttpHeaders();
    headers.add("accept-encoding", "gzip;q=0.5").add("accept-encoding", "zstd");
    headers.add("accept", "application/json;q=0.1").add("accept", Form.ABBREVIATED.contentType());

    assertThat(Negotiation.of(headers)).isEqualTo(Negotiation.of(Form.ABBREVIATED, Coding.ZSTD));
  }

  @Test
  void nothingSaidIsFullIdentity() {
    assertThat(Negotiation.of(new DefaultHttpHeaders()))
        .isEqualTo(Negotiation.of(Form.FULL, Coding.IDENTITY));
  }

  @Test
  void anEmptyFieldIsIdentity() {
    assertThat(coding("")).isEqualTo(Coding.IDENTITY);
  }

  @Test
  void everyRepresentationHasANameOfItsOwn() {
    var names =
        Arrays.stream(Form.values())
            .flatMap(form -> Arrays.stream(Coding.values()).map(c -> Negotiation.of(form, c)))
            .map(Negotiation::item);

    assertThat(names).hasSize(6).doesNotHaveDuplicates();
  }

  private static Coding coding(String acceptEncoding) {
    return Negotiation.of(new DefaultHttpHeaders().set("accept-encoding", acceptEncoding)).coding();
  }
}
