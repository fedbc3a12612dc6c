package dev.weir.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.PackageName;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivateScopesTest {
  private final PrivateScopes scopes = PrivateScopes.of(List.of("@acme", "@ac.me-2"));

  @Test
  void everyPackageOfADeclaredScopeIsCovered() {
    assertThat(scopes.cover(new PackageName("@acme/tool"))).isTrue();
    assertThat(scopes.cover(new PackageName("@ac.me-2/other"))).isTrue();
    assertThat(scopes.names()).containsExactlyInAnyOrder("acme", "ac.me-2");
  }

  @Test
  void aScopeIsTheSameInUpperCase() {
    assertThat(scopes.cover(new PackageName("@Acme/tool"))).isTrue();
    assertThat(scopes.cover(new PackageName("@AC.ME-2/other"))).isTrue();
    assertThat(PrivateScopes.of(List.of("@Acme")).cover(new PackageName("@acme/tool"))).isTrue();
  }

  @Test
  void namesThatOnlyLookAlikeAreNot() {
    assertThat(scopes.cover(new PackageName("acme"))).isFalse();
    assertThat(scopes.cover(new PackageName("@acme2/tool"))).isFalse();
    assertThat(scopes.cover(new PackageName("@acmetool/acme"))).isFalse();
  }

  @Test
  void withoutAScopeNothingIsCovered() {
    assertThat(PrivateScopes.NONE.cover(new PackageName("@acme/tool"))).isFalse();
    assertThat(PrivateScopes.of(List.of()).cover(new PackageName("tool"))).isFalse();
  }
}
