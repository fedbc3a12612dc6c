package dev.weir.catalog;

import static dev.weir.catalog.Fixtures.MIRROR;
import static dev.weir.catalog.Fixtures.NPMJS;
import static dev.weir.catalog.Fixtures.id;
import static dev.weir.catalog.Fixtures.name;
import static dev.weir.catalog.Fixtures.team;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.catalog.Source.External;
import dev.weir.catalog.Source.Local;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The order in which repositories are asked. */
final class SearchOrderTest {
  @Test
  void aRepositoryAloneIsItsOwnOrder() {
    assertThat(order("app", "app")).containsExactly("app");
  }

  @Test
  void branchesAreFollowedToTheirEndBeforeTheNextUpstream() {
    var lines = new String[] {"my_repo -> aa bb", "aa -> cc dd", "dd -> ee", "bb", "cc", "ee"};

    assertThat(order("my_repo", lines)).containsExactly("my_repo", "aa", "cc", "dd", "ee", "bb");
    assertThat(order("aa", lines)).containsExactly("aa", "cc", "dd", "ee");
  }

  @Test
  void aChainIsFollowedInItsOrder() {
    assertThat(order("r1", "r1 -> r2", "r2 -> r3", "r3 -> r4", "r4"))
        .containsExactly("r1", "r2", "r3", "r4");
  }

  @Test
  void theOrderOfUpstreamsIsTheOneThatWasGivenNotThatOfNames() {
    assertThat(order("app", "app -> zz mm aa", "zz", "mm", "aa"))
        .containsExactly("app", "zz", "mm", "aa");
  }

  @Test
  void aRepositoryReachedTwiceStandsWhereItIsReachedFirst() {
    assertThat(order("app", "app -> left right", "left -> base", "right -> base", "base"))
        .containsExactly("app", "left", "base", "right");
    assertThat(order("app", "app -> left base", "left -> base", "base"))
        .containsExactly("app", "left", "base");
  }

  @Test
  void aConnectionComesRightAfterTheRepositoryThatHoldsIt() {
    var order = orderOf("app", "app -> store own", "store => public:npmjs", "own => mirror");

    assertThat(order.sources())
        .containsExactly(
            new Local(id("app")),
            new Local(id("store")),
            new External(id("store"), NPMJS),
            new Local(id("own")),
            new External(id("own"), MIRROR));
    assertThat(order.repository()).isEqualTo(id("app"));
    assertThat(order.repositories()).containsExactly(id("app"), id("store"), id("own"));
    assertThat(order.holderOf(MIRROR)).contains(id("own"));
  }

  @Test
  void ofTwoHoldersOfOneConnectionTheFirstIsNamed() {
    var order = orderOf("app", "app -> zz aa", "zz => public:npmjs", "aa => public:npmjs");

    assertThat(order.holderOf(NPMJS)).contains(id("zz"));
    assertThat(order.holderOf(MIRROR)).isEmpty();
  }

  @Test
  void nothingIsReachedThroughAnEnd() {
    var domain =
        team(
            "app -> left right",
            "left -> base",
            "right -> store",
            "base => mirror",
            "store => public:npmjs");

    var order = SearchOrder.of(domain, name("app"), Set.of(id("left")));

    assertThat(order.sources())
        .containsExactly(
            new Local(id("app")),
            new Local(id("left")),
            new Local(id("right")),
            new Local(id("store")),
            new External(id("store"), NPMJS));
  }

  @Test
  void anEndHasNoConnectionEither() {
    var domain = team("app -> store", "store => public:npmjs");

    assertThat(SearchOrder.of(domain, name("app"), Set.of(id("store"))).sources())
        .containsExactly(new Local(id("app")), new Local(id("store")));
    assertThat(SearchOrder.of(domain, name("app"), Set.of(id("app"))).sources())
        .containsExactly(new Local(id("app")));
  }

  @Test
  void whatIsReachedPastAnEndTooIsInTheOrder() {
    var domain = team("app -> left right", "left -> base", "right -> base", "base => public:npmjs");

    var order = SearchOrder.of(domain, name("app"), Set.of(id("left")));

    assertThat(order.repositories())
        .containsExactly(id("app"), id("left"), id("right"), id("base"));
    assertThat(order.connections()).containsExactly(NPMJS);
  }

  @Test
  void withoutConnectionsAllRepositoriesStay() {
    var order = orderOf("app", "app -> store own", "store => public:npmjs", "own => mirror");

    assertThat(order.withoutConnections().sources())
        .containsExactly(new Local(id("app")), new Local(id("store")), new Local(id("own")));
    assertThat(order.onlyLocal().sources()).containsExactly(new Local(id("app")));
  }

  @Test
  void anOrderBeginsWithTheRepositoryAddressed() {
    assertThatThrownBy(() -> new SearchOrder(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SearchOrder(List.of(new External(id("app"), NPMJS))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSourceIsMatchedByItsKind() {
    Source local = new Local(id("app"));
    Source external = new External(id("app"), NPMJS);

    assertThat(local.<String>match(l -> "local " + l, e -> "external " + e))
        .isEqualTo("local team/app");
    assertThat(external.<String>match(l -> "local " + l, e -> "external " + e))
        .isEqualTo("external public:npmjs of team/app");
  }

  private static List<String> order(String of, String... lines) {
    return orderOf(of, lines).repositories().stream().map(r -> r.repository().value()).toList();
  }

  private static SearchOrder orderOf(String of, String... lines) {
    return SearchOrder.of(team(lines), name(of));
  }
}
