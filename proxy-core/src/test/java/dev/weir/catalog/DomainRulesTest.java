package dev.weir.catalog;

import static dev.weir.catalog.Fixtures.refusal;
import static dev.weir.catalog.Fixtures.team;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weir.catalog.CatalogException.Kind;
import dev.weir.config.QuotaSettings;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What must hold between the repositories of a domain. */
final class DomainRulesTest {
  @Test
  void aRepositoryUpstreamOfItselfIsACycle() {
    assertThat(check("aa -> aa")).hasMessage("upstreams of team/aa: aa -> aa (expected: no cycle)");
  }

  @Test
  void aCycleIsRefusedAndItsWayAroundIsShown() {
    var refusal = check("aa -> bb", "bb -> cc", "cc -> aa");

    assertThat(refusal.kind()).isEqualTo(Kind.CYCLE);
    assertThat(refusal).hasMessageContaining("aa -> bb -> cc -> aa");
  }

  @Test
  void theWayToACycleIsNotShownAsPartOfIt() {
    var refusal = check("aa -> bb", "bb -> xx cc", "cc -> dd", "dd -> bb", "xx");

    assertThat(refusal.kind()).isEqualTo(Kind.CYCLE);
    assertThat(refusal).hasMessageContaining(": bb -> cc -> dd -> bb (");
  }

  @Test
  void aDiamondIsNoCycle() {
    assertGood("app -> left right", "left -> base", "right -> base", "base");
  }

  @Test
  void tenUpstreamsAreGoodAndElevenAreNot() {
    assertGood(fan(10));

    var refusal = check(fan(11));
    assertThat(refusal.kind()).isEqualTo(Kind.TOO_MANY_UPSTREAMS);
    assertThat(refusal).hasMessage("upstreams of team/app: 11 (expected: <= 10)");
    assertThat(refusal.resource()).isEqualTo("team/app");
  }

  @Test
  void aSearchThroughTwentyFiveRepositoriesIsGoodAndOneMoreIsNot() {
    assertGood(chain(25));

    var refusal = check(chain(26));
    assertThat(refusal.kind()).isEqualTo(Kind.SEARCH_TOO_LONG);
    assertThat(refusal)
        .hasMessage(
            "upstreams of team/r10: lead through 26 repositories, itself included (expected: <= 25)");
  }

  @Test
  void aRepositoryReachedTwiceCountsOnceForTheLimit() {
    var lines = new ArrayList<String>();
    lines.add("app -> " + names(10, 20));
    // Ten upstreams that all lead to the same fourteen: 1 + 10 + 14.
    IntStream.range(10, 20).forEach(i -> lines.add("r%d -> s10".formatted(i)));
    IntStream.range(10, 23).forEach(i -> lines.add("s%d -> s%d".formatted(i, i + 1)));
    lines.add("s23");

    assertGood(lines.toArray(String[]::new));
  }

  @Test
  void aChainOfThousandsIsRefusedRatherThanFollowedByRecursion() {
    var lines = new ArrayList<String>();
    IntStream.range(1000, 9000).forEach(i -> lines.add("r%d -> r%d".formatted(i, i + 1)));
    lines.add("r9000");
    var byName =
        lines.stream()
            .map(Fixtures::repository)
            .collect(
                Collectors.toMap(Repository::name, r -> r, (a, b) -> a, java.util.TreeMap::new));
    var domain = new Domain(Fixtures.TEAM, Fixtures.NOW, byName);

    assertThat(refusal(() -> DomainRules.checkStored(domain)).kind())
        .isEqualTo(Kind.SEARCH_TOO_LONG);
  }

  @Test
  void anUpstreamMustBeInTheDomain() {
    var refusal = check("app -> nowhere");

    assertThat(refusal.kind()).isEqualTo(Kind.UNKNOWN_UPSTREAM);
    assertThat(refusal)
        .hasMessage("upstreams of team/app: nowhere (expected: a repository of domain team)");
  }

  @Test
  void anUpstreamIsNamedOnce() {
    assertThat(check("app -> base base", "base").kind()).isEqualTo(Kind.DUPLICATE_UPSTREAM);
  }

  @Test
  void upstreamsAndAConnectionExcludeEachOther() {
    var domain =
        team("app => public:npmjs", "base")
            .updateUpstreams(Fixtures.name("app"), Fixtures.names("base"));

    var refusal = refusal(() -> DomainRules.check(null, domain, QuotaSettings.DEFAULTS));

    assertThat(refusal.kind()).isEqualTo(Kind.CONNECTION_AND_UPSTREAMS);
    assertThat(refusal).hasMessageContaining("public:npmjs");
  }

  private static CatalogException check(String... lines) {
    return refusal(() -> DomainRules.check(null, team(lines), QuotaSettings.DEFAULTS));
  }

  private static void assertGood(String... lines) {
    assertThatCode(() -> DomainRules.check(null, team(lines), QuotaSettings.DEFAULTS))
        .doesNotThrowAnyException();
  }

  private static String[] fan(int upstreams) {
    var lines = new ArrayList<String>();
    lines.add("app -> " + names(10, 10 + upstreams));
    IntStream.range(10, 10 + upstreams).forEach(i -> lines.add("r" + i));
    return lines.toArray(String[]::new);
  }

  private static String[] chain(int length) {
    var lines = new ArrayList<String>();
    IntStream.range(10, 9 + length).forEach(i -> lines.add("r%d -> r%d".formatted(i, i + 1)));
    lines.add("r" + (9 + length));
    return lines.toArray(String[]::new);
  }

  private static String names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "r" + i).collect(Collectors.joining(" "));
  }
}
