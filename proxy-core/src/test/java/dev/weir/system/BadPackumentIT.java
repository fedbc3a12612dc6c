package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import dev.weir.testing.server.Page;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A document that is none, or too much of one: stale, else 502; the old document stays. */
@LeaksCheckedAfterAll
class BadPackumentIT {
  static Stream<Arguments> documents() {
    return Stream.of(
        Arguments.of("malformed JSON", Fault.always().badJson(), "no packument"),
        Arguments.of("JSON of another kind", json("[1,2,3]"), "no packument"),
        Arguments.of("nothing", json(""), "no packument"),
        Arguments.of("truncated JSON", Fault.always().truncate(200), "broke off"),
        Arguments.of("honestly shortened JSON", Fault.always().shorten(200), "packument"),
        Arguments.of("a page of HTML", Fault.always().html(), "no packument"),
        Arguments.of(
            "another package's document", json("{\"name\":\"other\",\"versions\":{}}"), "other"),
        Arguments.of("too many bytes", json(large(70_000)), "65536"),
        Arguments.of(
            "too many bytes, no length", json(large(70_000)).noLength(), "packument.max-size"),
        Arguments.of("too many versions", json(versions(60)), "at most 50"),
        Arguments.of(
            "a coding that is none",
            Fault.always().header("Content-Encoding", "gzip").shorten(99),
            "broke off"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void withNothingStoredItIs502AndSaysWhatWasWrong(String what, Fault fault, String words) {
    try (var origin = FixtureRegistry.start();
        var weir = limited(origin)) {
      origin.change(options -> options.gzip(false));
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      var rule = origin.fault("/pkg", fault);

      var reply = Told.gatewayError(() -> weir.get("pkg"), words);
      assertThat(reply.statusCode()).isEqualTo(502);
      // Its tarball cannot be vouched for.
      assertThat(weir.get("pkg/-/pkg-1.0.0.tgz").statusCode()).isEqualTo(502);

      assertThat(weir.metric("weir_storage_blobs", "store=\"cache\"")).isZero();
      rule.clear();
      Told.nothingIsRememberedAsAbsent(weir, List.of("pkg", "pkg/-/pkg-1.0.0.tgz"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void theOldDocumentStaysAndIsServedStale(String what, Fault fault, String words) {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin, LIMITS)) {
      origin.change(options -> options.gzip(false));
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      var before = weir.get("pkg");
      origin.publish("pkg", "1.1.0");
      var rule = origin.fault("/pkg", fault);
      clock.advance(Duration.ofDays(1));

      var stale = weir.get("pkg");

      assertThat(stale.statusCode()).isEqualTo(200);
      assertThat(stale.body()).isEqualTo(before.body());
      assertThat(weir.metric("weir_cache_requests_total", "packument", "\"stale\"")).isEqualTo(1);
      // On disk too.
      weir.restart();
      assertThat(weir.get("pkg").body()).contains("1.0.0").doesNotContain("1.1.0");
      rule.clear();
      clock.advance(Duration.ofDays(1));
      assertThat(weir.get("pkg").body()).contains("1.1.0");
    }
  }

  private static final String[] LIMITS = {"packument.max-size=64KiB", "packument.max-versions=50"};

  private static WeirUnderTest limited(FixtureRegistry origin) {
    return WeirUnderTest.of(origin, LIMITS);
  }

  private static Fault json(String json) {
    return Fault.always().replacedBy(Page.json(200, json));
  }

  private static String large(int bytes) {
    return "{\"name\":\"pkg\",\"versions\":{},\"readme\":\"" + "x".repeat(bytes) + "\"}";
  }

  private static String versions(int count) {
    var text = new StringBuilder("{\"name\":\"pkg\",\"versions\":{");
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",")
          .append("\"1.0.%d\":{\"name\":\"pkg\",\"version\":\"1.0.%d\",".formatted(i, i))
          .append("\"dist\":{\"tarball\":\"http://x.example/pkg/-/pkg-1.0.%d.tgz\"}}".formatted(i));
    }
    return text.append("}}").toString();
  }
}
