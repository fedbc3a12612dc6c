package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientProject;
import dev.weir.testing.clients.ClientTest;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients learn of advisories through the daemon. Yarn 1 cannot: it asks the registry that is built
 * into it.
 */
@LeaksCheckedAfterAll
class AuditClientsIT {
  private static final String TITLE = "Leaf blows away";

  @ClientTest(
      value = "audit",
      without = {Client.YARN_1})
  void anAdvisoryIsTold(Client client) {
    try (var origin = advised();
        var weir = WeirUnderTest.of(origin);
        var project = installed(client, weir)) {
      var audit = project.audit();

      assertThat(audit.exitCode()).as(audit.output()).isEqualTo(1);
      assertThat(audit.output()).contains("leaf", TITLE);
    }
  }

  @ClientTest(
      value = "audit without advisories",
      without = {Client.YARN_1})
  void nothingIsFoundWhereThereIsNothing(Client client) {
    try (var origin = ClientFixtures.tree();
        var weir = WeirUnderTest.of(origin);
        var project = installed(client, weir)) {
      var audit = project.audit();

      assertThat(audit.succeeded()).as(audit.output()).isTrue();
      assertThat(origin.audits()).isEqualTo(1);
    }
  }

  /** An audit that was not answered must not look like one that found nothing. */
  @ClientTest(
      value = "audit, origin off: fails",
      without = {Client.YARN_1})
  void anAuditThatCannotBeAnsweredFails(Client client) {
    try (var origin = advised();
        var weir = WeirUnderTest.of(origin);
        var project = installed(client, weir)) {
      origin.stop();

      var audit = project.audit();

      assertThat(audit.succeeded()).as(audit.output()).isFalse();
      assertThat(audit.output()).doesNotContain(TITLE, "found 0 vulnerabilities");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NPM_10", "NPM_11", "NPM_12"})
  void npmAuditsWhileItInstalls(Client npm) {
    try (var origin = advised();
        var weir = WeirUnderTest.of(origin);
        var project = npm.project(weir.registry()).dependsOn(Map.of("top", "^1.0.0"))) {
      var installed = project.install("--audit");

      assertThat(installed.succeeded()).as(installed.output()).isTrue();
      // top and @scope/middle are vulnerable through leaf.
      assertThat(installed.output()).contains("3 high severity vulnerabilities");
      assertThat(origin.audits()).isEqualTo(1);
    }
  }

  private static FixtureRegistry advised() {
    return ClientFixtures.tree().advise("leaf", "<1.0.0", "high", TITLE);
  }

  private static ClientProject installed(Client client, WeirUnderTest weir) {
    var project = client.project(weir.registry()).dependsOn(Map.of("top", "^1.0.0"));
    var installed = project.install();
    assertThat(installed.succeeded()).as(installed.output()).isTrue();
    return project;
  }
}
