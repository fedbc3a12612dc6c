package dev.weir.cli.codeartifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.FakeDaemon;
import dev.weir.cli.Weir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to write a value. */
class FlagValueTest {
  private final FakeDaemon daemon = FakeDaemon.start();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    daemon.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "key=a,value=b|{'key':'a','value':'b'}",
        "value=b,key=a|{'key':'a','value':'b'}",
        "key=a,value=b=c|{'key':'a','value':'b=c'}",
        "key=a,value=|{'key':'a','value':''}",
        "key=a,value=\"b,c\"|{'key':'a','value':'b,c'}",
        "key=a,value='b,c'|{'key':'a','value':'b,c'}",
        "key=a,value=b\\,c|{'key':'a','value':'b,c'}",
        "{\"key\":\"a\",\"value\":\"b\"}|{'key':'a','value':'b'}",
        "[{\"key\":\"a\",\"value\":\"b\"}]|{'key':'a','value':'b'}",
        "key=a|{'key':'a'}",
      })
  void tagIsWrittenShortOrAsJson(String word, String sent) {
    var run = Weir.of(daemon).run("tag-resource", "--resource-arn", "arn", "--tags", word);

    assertThat(run.err()).isEmpty();
    assertThat(daemon.asked().get(0).body().replace('"', '\''))
        .isEqualTo("{'tags':[" + sent + "]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "=b",
        "key=a,",
        "key=\"a",
        "key=\"a\"b,value=c",
        "colour=red",
        "{",
        "[1]",
        "[\"a\"]"
      })
  void tagThatIsNoneIsNamed(String word) {
    var run = Weir.of(daemon).run("tag-resource", "--resource-arn", "arn", "--tags", word);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().startsWith("weir: --tags: ");
    assertThat(daemon.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "[\"a\",\"b\"]"})
  void namesAreWordsOrJson(String words) {
    var line = new ArrayList<>(List.of("untag-resource", "--resource-arn", "arn", "--tag-keys"));
    line.addAll(List.of(words.split(" ")));

    Weir.of(daemon).run(line);

    assertThat(daemon.asked().get(0).body()).isEqualTo("{\"tagKeys\":[\"a\",\"b\"]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file://policy.json", "fileb://policy.json"})
  void policyIsReadFromFileBesideTheUser(String word) throws IOException {
    Files.writeString(folder.resolve("policy.json"), "{\"a\": \"ü\"}\n");

    Weir.of(daemon)
        .in(folder)
        .run("put-domain-permissions-policy", "--domain", "d1", "--policy-document", word);

    assertThat(daemon.asked().get(0).body())
        .isEqualTo("{\"domain\":\"d1\",\"policyDocument\":\"{\\\"a\\\": \\\"ü\\\"}\\n\"}");
  }

  @Test
  void fileThatIsNoneIsNamed() {
    var run =
        Weir.of(daemon)
            .in(folder)
            .run(
                "put-domain-permissions-policy",
                "--domain",
                "d1",
                "--policy-document",
                "file://none.json");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "weir: --policy-document: file://none.json (expected: a file that can be read)\n");
  }

  @Test
  void valueMayLookLikeAnOption() {
    var run =
        Weir.of(daemon)
            .run(
                "update-repository", "--domain", "d1", "--repository", "r1", "--description", "-x");

    assertThat(run.err()).isEmpty();
    assertThat(daemon.asked().get(0).body()).isEqualTo("{\"description\":\"-x\"}");
  }
}
