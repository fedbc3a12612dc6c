package dev.weir.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token is found where clients put it. */
class PresentedTokenTest {
  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc", "bearer abc", "BEARER   abc "})
  void bearerIsTheToken(String field) {
    assertThat(PresentedToken.in(field)).contains("abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic ", "basic ", "BASIC  "})
  void passwordOfUserAwsIsTheToken(String scheme) {
    assertThat(PresentedToken.in(scheme + base64("aws:a.b:c"))).contains("a.b:c");
  }

  @Test
  void otherUsersHaveNone() {
    assertThat(PresentedToken.in("Basic " + base64("me:abc"))).isEmpty();
    assertThat(PresentedToken.in("Basic " + base64("aws"))).isEmpty();
    assertThat(PresentedToken.in("Basic " + base64("aws:"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearerabc",
        "Bearer a b",
        "Bearer a\u0000b",
        "Basic",
        "Basic !",
        "Token abc",
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/codeartifact/aws4_request"
      })
  void otherFieldsHaveNone(String field) {
    assertThat(PresentedToken.in(field)).isEmpty();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
