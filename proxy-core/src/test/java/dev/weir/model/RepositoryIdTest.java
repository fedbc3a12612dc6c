package dev.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"ab", "a1", "my-domain", "a--b", "local"})
  void domains(String name) {
    assertThat(new DomainName(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "1a", "-a", "a-", "Ab", "a_b", "a.b", "a/b", "ä1", "ab\n"})
  void whatIsNoDomain(String name) {
    assertThatThrownBy(() -> new DomainName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  @Test
  void aDomainHasTwoTo50Characters() {
    assertThat(new DomainName("a".repeat(50)).value()).hasSize(50);
    assertThatThrownBy(() -> new DomainName("a".repeat(51)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "npm-store", "1.2", "A_b.c-", "x--"})
  void repositories(String name) {
    assertThat(new RepositoryName(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", ".a", "-a", "_a", "a b", "a/b", "ä1", "..", "ab\n"})
  void whatIsNoRepository(String name) {
    assertThatThrownBy(() -> new RepositoryName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  @Test
  void aRepositoryHasTwoTo100Characters() {
    assertThat(new RepositoryName("a".repeat(100)).value()).hasSize(100);
    assertThatThrownBy(() -> new RepositoryName("a".repeat(101)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIdIsDomainAndRepository() {
    assertThat(RepositoryId.of("team", "app")).hasToString("team/app");
    assertThat(
            List.of(
                RepositoryId.of("team", "app"),
                RepositoryId.of("team", "lib"),
                RepositoryId.of("zoo", "app")))
        .isSorted();
  }

  @Test
  void aConnectionHasAName() {
    assertThat(ConnectionName.PUBLIC_NPMJS).hasToString("public:npmjs");
    assertThatThrownBy(() -> new ConnectionName("public/npmjs"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
