package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.codeartifact.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codeartifact.model.ThrottlingException;

/** What the SDK tries again, and what it does not. */
@LeaksCheckedAfterAll
class SdkRetryIT {
  @ParameterizedTest
  @EnumSource
  void aRequestTooManyIsTriedAgainAfterItsTimeAndSucceeds(JavaSdk sdk) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "quota.rates.get-authorization-token=1");
        var client = sdk.client(weir.url())) {
      var tokens = new ArrayList<String>();
      for (int i = 0; i < 2; i++) {
        tokens.add(client.getAuthorizationToken(r -> r.domain("local")).authorizationToken());
      }

      assertThat(tokens).doesNotHaveDuplicates();
      assertThat(weir.metric("weir_control_requests_total", "GetAuthorizationToken", "throttled"))
          .as("refused at least once")
          .isPositive();
      assertThat(client.listDomains(r -> r.maxResults(1)).domains())
          .as("others are free")
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsRefusedForGoodIsToldHowLongToWait(JavaSdk sdk) {
    // The clock stands, so that no time ever comes.
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(new ManualClock(), origin, "quota.rates.list-packages=1");
        var client = sdk.client(weir.url())) {
      client.listPackages(r -> r.domain("local").repository("dev"));

      var error =
          catchThrowableOfType(
              ThrottlingException.class,
              () -> client.listPackages(r -> r.domain("local").repository("dev")));

      assertThat(error.statusCode()).isEqualTo(429);
      assertThat(error.retryAfterSeconds()).isEqualTo(1);
      assertThat(error.numAttempts()).isEqualTo(4);
      assertThat(error.isThrottlingException()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsMissingIsAskedForOnce(JavaSdk sdk) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var client = sdk.client(weir.url())) {
      var error =
          catchThrowableOfType(
              ResourceNotFoundException.class,
              () -> client.describeDomain(r -> r.domain("no-such")));

      assertThat(error.numAttempts()).isEqualTo(1);
      assertThat(weir.metric("weir_control_requests_total", "DescribeDomain")).isEqualTo(1);
      assertThat(error.resourceId()).isEqualTo("no-such");
    }
  }
}
