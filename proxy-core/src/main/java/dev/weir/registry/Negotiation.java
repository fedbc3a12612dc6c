package dev.weir.registry;

import static java.util.Objects.requireNonNull;

import dev.weir.cache.Coding;
import dev.weir.npm.Form;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * Chooses the representation of a packument (RFC 9110, sections 12.5.1 and 12.5.3). Never 406,
 * since clients fall over it: who takes nothing that there is gets the full form, as identity.
 *
 * <p>A pure function of two headers, asked by every request. What known clients send is looked up
 * and not parsed; the table is fixed, so that no client can fill it.
 *
 * @param item names the representation: what differs between two of the same sources
 * @param index of this one among all, from 0 on
 */
record Negotiation(Form form, Coding coding, String item, int index) {
  private static final int CODING_COUNT = Coding.values().length;

  /** How many there are. */
  static final int COUNT = Form.values().length * CODING_COUNT;

  private static final Map<Form, Map<Coding, Negotiation>> ALL =
      Arrays.stream(Form.values()).collect(toEnumMap(Form.class, Negotiation::inAllCodings));

  /** Of npm, deno, pnpm's second request, and what pnpm, yarn 1, bun and npm ask abbreviated. */
  private static final Map<String, Form> FORMS =
      answers(
          Negotiation::form,
          "application/json",
          "*/*",
          "application/json; q=1.0, */*",
          "application/vnd.npm.install-v1+json",
          "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*");

  /** Of npm, pnpm, bun, yarn 4, yarn 1 and deno. */
  private static final Map<String, Coding> CODINGS =
      answers(
          Negotiation::coding,
          "gzip,deflate",
          "zstd,gzip,deflate",
          "gzip, deflate, br, zstd",
          "gzip, deflate, br",
          "gzip, deflate",
          "gzip",
          "identity",
          "");

  static Negotiation of(HttpHeaders headers) {
    var accept = Tokens.list(headers, HttpHeaderNames.ACCEPT);
    var acceptEncoding = Tokens.list(headers, HttpHeaderNames.ACCEPT_ENCODING);
    var form = FORMS.get(accept);
    var coding = CODINGS.get(acceptEncoding);
    return of(form != null ? form : form(accept), coding != null ? coding : coding(acceptEncoding));
  }

  static Negotiation of(Form form, Coding coding) {
    return requireNonNull(requireNonNull(ALL.get(form)).get(coding));
  }

  /** Full, unless npm's own type is named and wanted at least as much. */
  private static Form form(String accept) {
    var types = Tokens.weighted(accept);
    double abbreviated = Tokens.weight(types, Form.ABBREVIATED.contentType()).orElse(0);
    double full = Tokens.weight(types, Form.FULL.contentType(), "application/*", "*/*").orElse(0);
    return abbreviated > 0 && abbreviated >= full ? Form.ABBREVIATED : Form.FULL;
  }

  /**
   * What is wanted most; of equals zstd, then gzip. Identity that is not spoken of is acceptable
   * and wanted least. {@code *} does not mean zstd: who knows it names it.
   */
  private static Coding coding(String acceptEncoding) {
    var codings = Tokens.weighted(acceptEncoding);
    double zstd = Tokens.weight(codings, "zstd").orElse(0);
    double gzip = Tokens.weight(codings, "gzip", "x-gzip", "*").orElse(0);
    double identity = Tokens.weight(codings, "identity", "*").orElse(0);
    if (zstd > 0 && zstd >= gzip && zstd >= identity) {
      return Coding.ZSTD;
    }
    return gzip > 0 && gzip >= identity ? Coding.GZIP : Coding.IDENTITY;
  }

  private static <T> Map<String, T> answers(Function<String, T> rule, String... values) {
    return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(Function.identity(), rule));
  }

  private static Map<Coding, Negotiation> inAllCodings(Form form) {
    return Arrays.stream(Coding.values())
        .collect(
            toEnumMap(
                Coding.class,
                coding ->
                    new Negotiation(form, coding, coding.of(form.name()), index(form, coding))));
  }

  private static int index(Form form, Coding coding) {
    return List.of(Form.values()).indexOf(form) * CODING_COUNT
        + List.of(Coding.values()).indexOf(coding);
  }

  private static <K extends Enum<K>, V> Collector<K, ?, Map<K, V>> toEnumMap(
      Class<K> type, Function<K, V> value) {
    return Collectors.toMap(
        Function.identity(), value, (one, other) -> one, () -> new EnumMap<>(type));
  }
}
