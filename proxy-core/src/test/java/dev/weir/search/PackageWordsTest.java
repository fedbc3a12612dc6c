package dev.weir.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.PackageName;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackageWordsTest {
  private static PackageWords words(String top) {
    return PackageWords.of(new PackageName("@lab/tracer-bridge"), top);
  }

  @Test
  void allPlacesAreLookedAt() {
    var words =
        words(
            """
            {"description":"Sends spans, to the hall.","keywords":["Glue","two words"],
             "author":"Jane Doe <jane@lab.example> (https://jane.example)",
             "contributors":[{"name":"Kim"}],
             "maintainers":[{"name":"joe","email":"Joe@lab.example"}]}
            """);

    assertThat(words.inName()).containsExactly("lab", "tracer", "bridge");
    assertThat(words.keywords()).containsExactly("glue", "two words");
    assertThat(words.authors())
        .containsExactlyInAnyOrder("jane doe", "jane", "doe", "jane@lab.example", "kim");
    assertThat(words.maintainers()).containsExactlyInAnyOrder("joe", "joe@lab.example");
    assertThat(words.all())
        .contains("tracer", "two words", "jane doe", "joe@lab.example", "sends", "spans", "hall");
  }

  @Test
  void whatIsNotAsExpectedIsPassedOver() {
    assertThat(words("{\"keywords\":7,\"author\":[1],\"maintainers\":{},\"description\":[]}").all())
        .containsExactly("lab", "tracer", "bridge");
    assertThat(words("{\"keywords\":\"one, two\"}").keywords()).containsExactly("one", "two");
    assertThat(words("{\"keywords\":[1,null,{\"a\":\"b\"}]}").all()).contains("tracer");
  }

  @Test
  void aLongDescriptionIsReadInPart() {
    var many = IntStream.range(0, 5000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));

    assertThat(words("{\"description\":\"" + many + "\"}").all()).hasSize(1000).contains("w500");
    assertThat(words("{\"keywords\":[\"" + "k".repeat(40_000) + "\"]}").keywords())
        .containsExactly("k".repeat(256));
  }
}
