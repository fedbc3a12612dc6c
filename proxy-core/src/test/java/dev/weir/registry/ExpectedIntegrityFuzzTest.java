package dev.weir.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.model.Integrity;
import dev.weir.testing.FuzzText;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;

/**
 * {@code pacote-integrity} on the first line, ours on the second, {@code If-None-Match} on the
 * third, {@code If-Range} on the fourth.
 */
class ExpectedIntegrityFuzzTest {
  private static final String OURS =
      "sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA= sha1-BBBBBBBBBBBBBBBBBBBBBBBBBBA=";

  @FuzzTest(maxDuration = "")
  void differsOnlyIfBothSayAndNoneIsTheSame(byte[] data) {
    var lines = FuzzText.fields(data);
    var theirs = FuzzText.at(lines, 0);
    var ours =
        Integrity.parse(FuzzText.at(lines, 1)).orElseGet(() -> Integrity.parse(OURS).orElseThrow());
    var etag = '"' + ours.sri() + '"';
    var headers =
        DefaultHttpHeadersFactory.headersFactory()
            .withValidation(false)
            .newHeaders()
            .set("pacote-integrity", theirs)
            .set("if-none-match", FuzzText.at(lines, 2))
            .set("if-range", FuzzText.at(lines, 3));

    boolean differs = ExpectedIntegrity.differs(headers, ours);

    assertThat(differs).isEqualTo(reference(theirs, ours));
    assertThat(ExpectedIntegrity.differs(headers, etag)).as(theirs).isEqualTo(differs);
    assertConditions(headers, FuzzText.at(lines, 2), FuzzText.at(lines, 3), etag);
  }

  private static boolean reference(String theirs, Integrity ours) {
    var expected = Integrity.parse(theirs);
    if (expected.isEmpty() || expected.get().algorithm() != ours.algorithm()) {
      return false;
    }
    var common = new HashSet<>(expected.get().anyOf());
    common.retainAll(ours.anyOf());
    return common.isEmpty();
  }

  private static void assertConditions(
      HttpHeaders headers, String ifNoneMatch, String ifRange, String etag) {
    boolean notModified = Conditional.notModified(headers, etag);
    if (notModified) {
      assertThat(ifNoneMatch.contains(etag) || ifNoneMatch.contains("*")).isTrue();
    }
    assertThat(Conditional.rangeApplies(headers, etag)).isEqualTo(ifRange.trim().equals(etag));
    headers.set("if-none-match", "\"other\" , W/" + etag + "," + ifNoneMatch);
    assertThat(Conditional.notModified(headers, etag)).isTrue();
  }
}
