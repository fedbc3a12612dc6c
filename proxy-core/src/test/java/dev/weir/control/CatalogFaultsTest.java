package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.catalog.CatalogException.Kind;
import dev.weir.catalog.Refusals;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each refusal of the catalog in the API's words. */
class CatalogFaultsTest {
  @ParameterizedTest
  @CsvSource({
    "UNKNOWN_DOMAIN, 404, ResourceNotFoundException",
    "UNKNOWN_REPOSITORY, 404, ResourceNotFoundException",
    "UNKNOWN_UPSTREAM, 404, ResourceNotFoundException",
    "NOT_ASSOCIATED, 404, ResourceNotFoundException",
    "NO_POLICY, 404, ResourceNotFoundException",
    "ALREADY_EXISTS, 409, ConflictException",
    "ALREADY_ASSOCIATED, 409, ConflictException",
    "DOMAIN_NOT_EMPTY, 409, ConflictException",
    "REVISION_MISMATCH, 409, ConflictException",
    "TOO_MANY_DOMAINS, 402, ServiceQuotaExceededException",
    "TOO_MANY_REPOSITORIES, 402, ServiceQuotaExceededException",
    "TOO_MANY_UPSTREAMS, 402, ServiceQuotaExceededException",
    "TOO_MANY_TAGS, 402, ServiceQuotaExceededException",
    "SEARCH_TOO_LONG, 402, ServiceQuotaExceededException",
    "CYCLE, 400, ValidationException",
    "DUPLICATE_UPSTREAM, 400, ValidationException",
    "CONNECTION_AND_UPSTREAMS, 400, ValidationException",
    "TOO_MANY_CONNECTIONS, 400, ValidationException",
    "RESERVED_NAME, 400, ValidationException",
    "BEING_DELETED, 503, ServiceUnavailable",
    "CONTENDED, 503, ServiceUnavailable",
    "OVERLOADED, 503, ServiceUnavailable"
  })
  void aKindHasItsStatusAndItsName(Kind kind, int status, String type) {
    var told = CatalogFaults.told(Refusals.of(kind, "team/app", "words"));

    assertThat(told.status().code()).isEqualTo(status);
    assertThat(told.type()).isEqualTo(type);
    assertThat(told).hasMessage("words");
  }

  @ParameterizedTest
  @EnumSource
  void whatTheServerCannotHelpIsTriedAgainAndNothingElseIs(Kind kind) {
    var told = CatalogFaults.told(Refusals.of(kind, "team", "words"));

    boolean passes = told.status().code() == 503;
    assertThat(told.status().code() < 500 || passes).isTrue();
    assertThat(told.retryAfter() > 0).isEqualTo(passes);
  }

  @Test
  void whatIsMissingOrInTheWayIsNamed() {
    assertThat(CatalogFaults.told(Refusals.of(Kind.UNKNOWN_DOMAIN, "team", "words")).members())
        .containsOnly(Map.entry("resourceId", "team"), Map.entry("resourceType", "domain"));
    assertThat(CatalogFaults.told(Refusals.of(Kind.ALREADY_EXISTS, "team/app", "words")).members())
        .containsEntry("resourceId", "team/app")
        .containsEntry("resourceType", "repository");
  }

  @Test
  void aMistakeInARequestHasItsReason() {
    assertThat(CatalogFaults.told(Refusals.of(Kind.CYCLE, "team/app", "words")).members())
        .containsExactlyEntriesOf(Map.of("reason", "OTHER"));
    assertThat(CatalogFaults.told(Refusals.of(Kind.RESERVED_NAME, "v1", "words")).members())
        .containsExactlyEntriesOf(Map.of("reason", "FIELD_VALIDATION_FAILED"));
  }
}
