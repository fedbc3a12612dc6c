package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.ConnectionName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownNameTest {
  private static final ConnectionName CORP = new ConnectionName("corp");
  private static final ConnectionName PUBLIC = ConnectionName.PUBLIC_NPMJS;
  private static final List<ConnectionName> BOTH = List.of(CORP, PUBLIC);

  @Test
  void aNameThatNothingIsKnownOfIsToldToAllAsAnInstallWould() {
    assertThat(new KnownName(Set.of(), false, Set.of()).mayHear(BOTH))
        .containsExactly(CORP, PUBLIC);
  }

  @Test
  void aNameThatOneOffersIsToldToThatOneAlone() {
    assertThat(new KnownName(Set.of(CORP), false, Set.of()).mayHear(BOTH)).containsExactly(CORP);
    assertThat(new KnownName(Set.of(PUBLIC), true, Set.of(CORP)).mayHear(BOTH))
        .containsExactly(PUBLIC);
  }

  @Test
  void aNameThatExistsOnlyHereIsToldToNobody() {
    assertThat(new KnownName(Set.of(), true, Set.of()).mayHear(BOTH)).isEmpty();
  }

  @Test
  void aNameWhoseVersionsWereRetainedIsToldToWhereTheyCameFrom() {
    assertThat(new KnownName(Set.of(), true, Set.of(CORP)).mayHear(BOTH)).containsExactly(CORP);
    assertThat(new KnownName(Set.of(), true, Set.of(new ConnectionName("left"))).mayHear(BOTH))
        .isEmpty();
  }
}
