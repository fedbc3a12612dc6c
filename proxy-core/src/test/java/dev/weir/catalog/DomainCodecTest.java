package dev.weir.catalog;

import static dev.weir.catalog.Fixtures.name;
import static dev.weir.catalog.Fixtures.repository;
import static dev.weir.catalog.Fixtures.team;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.storage.StoreFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A domain as it lies on disk; these literals are what older installations have. */
final class DomainCodecTest {
  private static final Domain DOMAIN =
      team("dev -> npm-store", "npm-store => public:npmjs").describe(name("dev"), "for \"tests\"");

  private static final String JSON =
      """
      {"v":2,"name":"team","createdAt":"2026-03-01T12:00:00.125Z","repositories":[\
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
        JSON.replace("{\"v\":2,", "{\"v\":2,\"groups\":[{\"x\":null}],")
            .replace("\"description\":\"\"", "\"labels\":{},\"description\":\"\"");

    assertThat(decode(json)).isEqualTo(DOMAIN);
  }

  @Test
  void aLaterVersionIsRefusedWhateverElseItSays() {
    assertThatThrownBy(() -> decode("{\"v\":3,\"name\":[]}"))
        .isInstanceOf(StoreFormatException.class)
        .hasMessage(
            "domain record team: v is 3 (expected: 1 to 2; a later version of Weir wrote it)");
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

  @Test
  void tagsPoliciesKeyAndPurgesAreKept() {
    var domain =
        DOMAIN
            .encryptedWith("a-key")
            .tag(Map.of("team", "web"))
            .putPolicy(new ResourcePolicy("{\"Version\":\"2012-10-17\"}", "rev1"), null)
            .tag(name("npm-store"), Map.of("b", "", "a", "1"))
            .putPolicy(name("npm-store"), new ResourcePolicy("{}", "rev2"), null)
            .remove(name("dev"));

    var json = new String(DomainCodec.encode(domain), UTF_8);

    assertThat(json)
        .isEqualTo(
            """
            {"v":2,"name":"team","createdAt":"2026-03-01T12:00:00.125Z","encryptionKey":"a-key",\
            "tags":{"team":"web"},\
            "policy":{"revision":"rev1","document":"{\\"Version\\":\\"2012-10-17\\"}"},\
            "repositories":[{"name":"npm-store","description":"","upstreams":[],\
            "connection":"public:npmjs","createdAt":"2026-03-01T12:00:00.125Z",\
            "tags":{"a":"1","b":""},"policy":{"revision":"rev2","document":"{}"}}],\
            "purging":["dev"]}""");
    assertThat(decode(json)).isEqualTo(domain);
  }

  /** {@code docs/storage-format.md} shows what is really written, in more lines. */
  @Test
  void thePageForOperatorsShowsSuchARecord() throws IOException {
    var domain =
        team("old", "dev -> npm-store", "npm-store => public:npmjs")
            .encryptedWith("a-key")
            .tag(Map.of("cost", "web"))
            .putPolicy(new ResourcePolicy("{\"Version\":\"2012-10-17\"}", "rev1"), null)
            .tag(name("dev"), Map.of("b", "", "a", "1"))
            .putPolicy(name("dev"), new ResourcePolicy("{}", "rev2"), null)
            .remove(name("old"));

    var page = Files.readString(Path.of("..", "docs", "storage-format.md"));

    assertThat(page.replaceAll("\\s+", ""))
        .contains("```json" + new String(DomainCodec.encode(domain), UTF_8) + "```");
  }

  @Test
  void theFirstVersionIsRead() {
    assertThat(decode(JSON.replace("\"v\":2", "\"v\":1"))).isEqualTo(DOMAIN);
  }

  @Test
  void whatIsBeyondTodaysQuotasIsReadAllTheSame() {
    var domain = team();
    for (int i = 10; i < 30; i++) {
      domain = domain.add(repository("r" + i));
    }
    var wide = domain.add(repository("app -> " + upstreams()));

    assertThat(decode(new String(DomainCodec.encode(wide), UTF_8))).isEqualTo(wide);
  }

  private static String upstreams() {
    return IntStream.range(10, 30).mapToObj(i -> "r" + i).collect(Collectors.joining(" "));
  }

  private static Domain decode(String json) {
    return DomainCodec.decode("team", json.getBytes(UTF_8));
  }
}
