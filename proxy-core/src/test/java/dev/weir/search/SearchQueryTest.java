package dev.weir.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.PackageName;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {
  @ParameterizedTest
  @CsvSource({
    "'',                                   -/v1/search?text=&size=20&from=0",
    "text=left+pad,                        -/v1/search?text=left+pad&size=20&from=0",
    "text=%40scope%2Fx%26y%3D1,            -/v1/search?text=%40scope%2Fx%26y%3D1&size=20&from=0",
    "text=a&size=9999&from=99999,          -/v1/search?text=a&size=250&from=10000",
    "text=a&size=0&from=5&other=1,         -/v1/search?text=a&size=0&from=5",
    "text=a&text=b&size=,                  -/v1/search?text=a&size=20&from=0",
    "popularity=0.98&text=a&quality=3,     -/v1/search?text=a&size=20&from=0&quality=1.0&popularity=0.98"
  })
  void whatIsAskedForwardIsWithinItsLimits(String query, String path) {
    assertThat(SearchQuery.parse(query).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size=-1",
        "size=1e3",
        "from=x",
        "quality=x",
        "quality=NaN",
        "text=%0a",
        "text=%zz"
      })
  void anythingElseIsRefused(String query) {
    assertThatThrownBy(() -> SearchQuery.parse(query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  @Test
  void theBestNamesAreKeptInOrderAndAllAreCounted() {
    var matches =
        new SearchMatches(SearchQuery.parse("text=Pad"), 3, Set.of(new PackageName("pad-of-ours")));
    for (var name :
        new String[] {"left-pad", "padding", "x", "pad-of-ours", "@s/pad", "pad", "pads", "pad"}) {
      matches.offer(new PackageName(name));
    }

    assertThat(matches.best())
        .extracting(PackageName::value)
        .containsExactly("pad", "@s/pad", "pads");
    assertThat(matches.total()).isEqualTo(5);
  }

  @Test
  void allWordsMustBeThere() {
    var matches = new SearchMatches(SearchQuery.parse("text=pad%20left"), 3, Set.of());
    matches.offer(new PackageName("left-pad"));
    matches.offer(new PackageName("right-pad"));

    assertThat(matches.best()).extracting(PackageName::value).containsExactly("left-pad");
  }
}
