package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.server.Fault;
import dev.weir.testing.server.Page;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The keys that registries sign with. */
@LeaksCheckedAfterAll
class KeysIT {
  private static final String KEYS = "-/npm/v1/keys";
  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void keysAreTheOriginsAndCostOneRequest() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var herd = new Herd()) {
      var theirs = weir.getUrl(origin.url() + KEYS).body();
      origin.resetCounters();

      var replies = herd.get(50, weir.uri(KEYS));
      var ours = weir.get(KEYS);

      assertThat(replies).allMatch(reply -> reply.is(200));
      assertThat(ours.body()).isEqualTo(theirs);
      assertThat(ours.headers().firstValue("content-type"))
          .contains("application/json; charset=utf-8");
      assertThat(origin.requests("/" + KEYS)).isEqualTo(1);
    }
  }

  @Test
  void headIsGetWithoutTheBody() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      var get = weir.get(KEYS);
      var head = weir.head(KEYS);

      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.headers().firstValue("content-length"))
          .isEqualTo(get.headers().firstValue("content-length"));
    }
  }

  @Test
  void keysOfSeveralRegistriesAreOneList() {
    try (var corp = FixtureRegistry.start();
        var origin = FixtureRegistry.start();
        var weir = TwoRegistries.start(corp, origin)) {
      corp.change(options -> options.keyId("SHA256:corp"));

      var keys = JSON.readTree(weir.getUrl(weir.registry(TwoRegistries.APP) + KEYS).body());

      assertThat(StreamSupport.stream(keys.at("/keys").spliterator(), false))
          .extracting(key -> key.at("/keyid").asString())
          .containsExactly("SHA256:corp", "SHA256:fixture");
    }
  }

  @Test
  void aRegistryThatDoesNotSignAddsNothingAndNoneIsNotFound() {
    try (var corp = FixtureRegistry.start();
        var origin = FixtureRegistry.start();
        var weir = TwoRegistries.start(corp, origin)) {
      corp.fault("/" + KEYS, Fault.always().status(400));

      var keys = weir.getUrl(weir.registry(TwoRegistries.APP) + KEYS);

      assertThat(keys.statusCode()).isEqualTo(200);
      assertThat(keys.body()).contains("SHA256:fixture");

      origin.fault("/" + KEYS, Fault.always().status(404));
      var only = weir.get(KEYS);
      assertThat(only.statusCode()).as("still fresh").isEqualTo(200);
    }
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.fault("/" + KEYS, Fault.always().status(404));

      assertThat(weir.get(KEYS).statusCode()).isEqualTo(404);
      assertThat(weir.get(KEYS).statusCode()).isEqualTo(404);
      assertThat(origin.requests("/" + KEYS)).as("remembered").isEqualTo(1);
    }
  }

  @Test
  void aListIsNeverSilentlyPartial() {
    try (var corp = FixtureRegistry.start();
        var origin = FixtureRegistry.start();
        var weir = TwoRegistries.start(corp, origin)) {
      corp.faultAll(Fault.always().status(500));

      var reply = weir.getUrl(weir.registry(TwoRegistries.APP) + KEYS);

      assertThat(reply.statusCode()).isEqualTo(502);
      assertThat(reply.body()).contains("corp", "\"error\"", "\"message\"");
    }
  }

  @Test
  void staleKeysAreServedWhileTheOriginFailsAndRevalidatedWhenItIsBack() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      var first = weir.get(KEYS).body();
      clock.advance(Duration.ofDays(1));
      var fault = origin.faultAll(Fault.always().status(503));

      assertThat(weir.get(KEYS).body()).isEqualTo(first);

      fault.clear();
      origin.change(options -> options.keyId("SHA256:new"));
      clock.advance(Duration.ofDays(1));
      assertThat(weir.get(KEYS).body()).contains("SHA256:new");
    }
  }

  @Test
  void anOriginThatFailsOrTalksNonsenseWithNothingKeptIsABadGateway() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "answer.max-size=1KiB")) {
      var html = origin.faultAll(Fault.always().html());
      assertThat(weir.get(KEYS).statusCode()).isEqualTo(502);
      html.clear();
      var padded = "{\"keys\":[],\"padding\":\"" + "x".repeat(2000) + "\"}";
      var tooLong = origin.faultAll(Fault.always().replacedBy(Page.json(200, padded)));
      assertThat(weir.get(KEYS).statusCode()).isEqualTo(502);
      tooLong.clear();

      assertThat(weir.get(KEYS).statusCode()).isEqualTo(200);
    }
  }
}
