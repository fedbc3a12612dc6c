package dev.weir.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.cache.Coding;
import dev.weir.npm.Form;
import dev.weir.testing.FuzzText;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An {@code Accept} on the first line, an {@code Accept-Encoding} on the second, a {@code
 * Cache-Control} on the third: any bytes choose something; what RFC 9110 has a grammar for chooses
 * what it says.
 */
class NegotiationFuzzTest {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String OWS = "[ \t]*";
  private static final Pattern ELEMENT =
      Pattern.compile(
          ("(" + TOKEN + "(?:/" + TOKEN + ")?)")
              + ("(?:" + OWS + ";" + OWS + "(?![qQ]=)" + TOKEN + "=" + TOKEN + ")*")
              + ("(?:" + OWS + ";" + OWS + "[qQ]=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?))?"));
  private static final String NPM = Form.ABBREVIATED.contentType();

  @FuzzTest(maxDuration = "")
  void choosesWhatTheStandardSays(byte[] data) {
    var lines = FuzzText.fields(data);
    var accept = FuzzText.at(lines, 0);
    var acceptEncoding = FuzzText.at(lines, 1);

    var chosen = negotiate(accept, acceptEncoding);

    elements(accept)
        .ifPresent(
            weights ->
                assertThat(chosen.form())
                    .as(accept)
                    .isEqualTo(abbreviated(weights) ? Form.ABBREVIATED : Form.FULL));
    elements(acceptEncoding)
        .ifPresent(
            weights -> assertThat(chosen.coding()).as(acceptEncoding).isEqualTo(coding(weights)));
    assertThat(negotiate(NPM + ";q=0," + accept, "zstd;q=0,gzip;q=0," + acceptEncoding))
        .isEqualTo(Negotiation.of(Form.FULL, Coding.IDENTITY));
    assertThat(negotiate(NPM + ";q=1," + accept, "zstd;q=1," + acceptEncoding))
        .isEqualTo(Negotiation.of(Form.ABBREVIATED, Coding.ZSTD));
    var cacheControl = FuzzText.at(lines, 2);
    elements(cacheControl)
        .ifPresent(
            weights ->
                assertThat(Tokens.contains(cacheControl, "no-cache"))
                    .isEqualTo(weights.containsKey("no-cache")));
  }

  private static Negotiation negotiate(String accept, String acceptEncoding) {
    return Negotiation.of(
        DefaultHttpHeadersFactory.headersFactory()
            .withValidation(false)
            .newHeaders()
            .set("accept", accept)
            .set("accept-encoding", acceptEncoding));
  }

  private static boolean abbreviated(Map<String, BigDecimal> weights) {
    var abbreviated = weight(weights, NPM);
    return abbreviated.signum() > 0
        && abbreviated.compareTo(weight(weights, "application/json", "application/*", "*/*")) >= 0;
  }

  /** The first of those that are wanted most. */
  private static Coding coding(Map<String, BigDecimal> weights) {
    var wanted = new LinkedHashMap<Coding, BigDecimal>();
    wanted.put(Coding.ZSTD, weight(weights, "zstd"));
    wanted.put(Coding.GZIP, weight(weights, "gzip", "x-gzip", "*"));
    wanted.put(Coding.IDENTITY, weight(weights, "identity", "*"));
    var most = wanted.values().stream().reduce(BigDecimal.ZERO, BigDecimal::max);
    return wanted.entrySet().stream()
        .filter(one -> most.signum() > 0 && one.getValue().compareTo(most) == 0)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Coding.IDENTITY);
  }

  /** Of the most specific name that is there. */
  private static BigDecimal weight(Map<String, BigDecimal> weights, String... names) {
    return Stream.of(names)
        .filter(weights::containsKey)
        .findFirst()
        .map(weights::get)
        .orElse(BigDecimal.ZERO);
  }

  /** The weight of each element, or nothing if the list isn't one by the grammar. */
  private static Optional<Map<String, BigDecimal>> elements(String header) {
    var weights = new LinkedHashMap<String, BigDecimal>();
    for (var element : List.of(header.split(",", -1))) {
      var text = element.replaceAll("^[ \t]+|[ \t]+$", "");
      var matcher = ELEMENT.matcher(text);
      if (matcher.matches()) {
        var weight = matcher.group(2) == null ? BigDecimal.ONE : new BigDecimal(matcher.group(2));
        weights.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), weight);
      } else if (!text.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(weights);
  }
}
