package dev.weir.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTermsTest {
  @Test
  void wordsAndQualifiersAreToldApart() {
    var terms =
        SearchTerms.parse("Left pad author:jane maintainer:joe scope:@Lab not:unstable is:x");

    assertThat(terms.words()).containsExactly("left", "pad");
    assertThat(terms.authors()).containsExactly("jane");
    assertThat(terms.maintainers()).containsExactly("joe");
    assertThat(terms.scopes()).containsExactly("lab");
  }

  @Test
  void whatIsInQuotationMarksIsOneWord() {
    assertThat(SearchTerms.parse("author:\"Jane Doe\" pad").authors()).containsExactly("jane doe");
    assertThat(SearchTerms.parse("author:\"Jane Doe\" pad").words()).containsExactly("pad");
    assertThat(SearchTerms.parse("author:\"jane doe").authors()).containsExactly("jane doe");
    assertThat(SearchTerms.parse("\"").words()).isEmpty();
  }

  @Test
  void keywordsAreAlternativesTogetherOrExcluded() {
    assertThat(SearchTerms.parse("keywords:a+b,c,-d").keywords())
        .containsExactly(new KeywordChoice(List.of(List.of("a", "b"), List.of("c")), List.of("d")));
  }

  @Test
  void anAddressIsAWord() {
    assertThat(SearchTerms.parse("https://host.example/x").words())
        .containsExactly("https://host.example/x");
  }

  @ParameterizedTest
  @CsvSource({
    "@Secret/x, true",
    "x @secret, true",
    "secret/x, true",
    "scope:secret, true",
    "scope:@SECRET, true",
    "@secre, false",
    "secret, false"
  })
  void aScopeIsTold(String text, boolean told) {
    assertThat(SearchTerms.tells(text, Set.of("secret"))).isEqualTo(told);
  }
}
