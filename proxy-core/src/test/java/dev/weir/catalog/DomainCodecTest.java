package dev.weir.catalog;

import static dev.weir.catalog.Fixtures.name;
import static dev.weir.catalog.Fixtures.team;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.storage.StoreFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A domain as it lies on disk; these literals are what older installations have. */
final class DomainCodecTest {
  private static final Domain DOMAIN =
      team("dev -> npm-store", "npm-store => public:npmjs").describe(name("dev"), "for \"tests\"");

  private static final String JSON =
      """
      {"v":1,"name":"team","createdAt":"2026-03-01T12:00:00.125Z","repositories":[\
      {"name":"dev","description":"for \\"tests\\"","upstreams":["npm-store"],\
      "createdAt":"2026-03-01T12:00:00.125Z"},\
      {"name":"npm-store","description":"","upstreams":[],"connection":"public:npmjs",\
      "createdAt":"2026-03-01T12:00:00.125Z"}]}""";

  @Test
  void theFormIsTheOneThatIsDocumented() {
    assertThat(new String(DomainCodec.encode(DOMAIN), UTF_8)).isEqualTo(JSON);
  }

  @Test
  void whatWasWrittenIsRead() {
    assertThat(decode(JSON)).isEqualTo(DOMAIN);
  }

  @Test
  void unknownFieldsArePassedOver() {
    var json =
        JSON.replace("{\"v\":1,", "{\"v\":1,\"groups\":[{\"x\":null}],")
            .replace("\"description\":\"\"", "\"tags\":{},\"description\":\"\"");

    assertThat(decode(json)).isEqualTo(DOMAIN);
  }

  @Test
  void aLaterVersionIsRefusedWhateverElseItSays() {
    assertThatThrownBy(() -> decode("{\"v\":2,\"name\":[]}"))
        .isInstanceOf(StoreFormatException.class)
        .hasMessage("domain record team: v is 2 (expected: 1; a later version of Weir wrote it)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"v\":1}",
        "{\"v\":1,\"name\":\"team\",\"createdAt\":\"yesterday\",\"repositories\":[]}",
        "{\"v\":1,\"name\":\"TEAM\",\"createdAt\":\"2026-03-01T12:00:00Z\",\"repositories\":[]}",
        "{\"v\":1,\"name\":\"team\",\"createdAt\":\"2026-03-01T12:00:00Z\"}",
        "{\"v\":1,\"name\":\"team\",\"createdAt\":\"2026-03-01T12:00:00Z\",\"repositories\":[{}]}",
        "{\"v\":1,\"name\":\"team\",\"createdAt\":\"2026-03-01T12:00:00Z\",\"repositories\":[null]}"
      })
  void whatIsNoDomainIsRefusedNamingTheRecord(String json) {
    assertThatThrownBy(() -> decode(json))
        .isInstanceOf(StoreFormatException.class)
        .hasMessageStartingWith("domain record team: ");
  }

  @Test
  void aRecordThatBreaksTheRulesIsRefused() {
    assertThatThrownBy(() -> decode(JSON.replace("[\"npm-store\"]", "[\"dev\"]")))
        .isInstanceOf(StoreFormatException.class)
        .hasMessageContaining("dev -> dev");
  }

  private static Domain decode(String json) {
    return DomainCodec.decode("team", json.getBytes(UTF_8));
  }
}
