package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What the audit log hears of the control API. */
class TrailTest {
  private static final String POLICY =
      "{\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":\\\"*\\\","
          + "\\\"Action\\\":\\\"*\\\",\\\"Resource\\\":\\\"*\\\"}}";

  private final ControlUnderTest control = new ControlUnderTest(InstantSource.system());

  @Test
  void aChangeIsToldWithItsSubjectAndHowItEnded() {
    control.ask("POST", "/v1/domain?domain=team", "");
    control.ask("POST", "/v1/domain?domain=team", "");
    control.ask("POST", "/v1/repository?domain=team&repository=app", "{}");
    control.ask(
        "PUT",
        "/v1/domain/permissions/policy",
        "{\"domain\":\"team\",\"policyDocument\":\"" + POLICY + "\"}");
    control.ask("POST", "/v1/repository?domain=team&repository=app", "{");

    assertThat(control.changes())
        .extracting(change -> change.operation() + " " + change.resource() + " " + change.outcome())
        .containsExactly(
            "CreateDomain team ok",
            "CreateDomain team ConflictException",
            "CreateRepository team/app ok",
            "PutDomainPermissionsPolicy team ok",
            "CreateRepository  ValidationException");
    assertThat(control.changes())
        .allSatisfy(
            change -> {
              assertThat(change.caller().from()).isEqualTo("127.0.0.1");
              assertThat(change.requestId()).isPresent();
            });
  }

  @Test
  void readingIsNotTold() {
    control.ask("GET", "/v1/domain?domain=team", "");
    control.ask("POST", "/v1/domains", "{}");

    assertThat(control.changes()).isEmpty();
  }
}
