package dev.weir.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.json.JsonReader;
import org.junit.jupiter.api.Test;

class AnswerTableTest {
  @Test
  void oneThingIsARowForEachMember() {
    assertThat(
            table(
                """
                {"repository": {"name": "r1", "domainName": "d1", "upstreams":
                [{"repositoryName": "a"}, {"repositoryName": "b"}], "externalConnections":
                [{"externalConnectionName": "public:npmjs", "packageFormat": "npm"}]}}"""))
        .isEqualTo(
            """
            name                  r1
            domain name           d1
            upstreams             a, b
            external connections  public:npmjs npm""");
  }

  @Test
  void listIsATableWithTheShortestNames() {
    assertThat(
            table(
                """
                {"packages": [
                {"format": "npm", "package": "lodash",
                 "originConfiguration": {"restrictions": {"publish": "BLOCK"}}},
                {"format": "npm", "namespace": "types", "package": "node"}]}"""))
        .isEqualTo(
            """
            FORMAT  PACKAGE  PUBLISH  NAMESPACE
            npm     lodash   BLOCK
            npm     node              types""");
  }

  @Test
  void whatAListBelongsToStandsAboveIt() {
    assertThat(table("{\"versions\": [{\"version\": \"1.0.0\"}], \"package\": \"lodash\"}"))
        .isEqualTo("package  lodash\n\nVERSION\n1.0.0");
  }

  @Test
  void emptyListIsSaidToBeOne() {
    assertThat(table("{\"packages\": []}")).isEqualTo("no packages");
  }

  @Test
  void readmeStandsBelowTheRest() {
    assertThat(table("{\"readme\": \"# Title\\n\\nText\", \"version\": \"1.0.0\"}"))
        .isEqualTo("version  1.0.0\n\n# Title\n\nText");
  }

  @Test
  void strangersCannotSteerTheTerminal() {
    var table = table("{\"readme\": \"a\\u001b[2J\\nb\", \"description\": \"\\u001b]0;x\\u0007\"}");

    assertThat(table).doesNotContain("\u001b", "\u0007").contains("a\ufffd[2J");
  }

  @Test
  void headingIsBoldOnlyWhereColoursAre() {
    var answer = JsonReader.read("{\"tags\": [{\"key\": \"a\", \"value\": \"b\"}]}");

    assertThat(AnswerTable.lines(answer, Style.COLOURED).get(0)).startsWith("\u001b[1m");
    assertThat(AnswerTable.lines(answer, Style.PLAIN).get(0)).isEqualTo("KEY  VALUE");
  }

  private static String table(String json) {
    return String.join("\n", AnswerTable.lines(JsonReader.read(json), Style.PLAIN));
  }
}
