package dev.weir.catalog;

import static dev.weir.catalog.Fixtures.TEAM;
import static dev.weir.catalog.Fixtures.await;
import static dev.weir.catalog.Fixtures.catalogOf;
import static dev.weir.catalog.Fixtures.id;
import static dev.weir.catalog.Fixtures.name;
import static dev.weir.catalog.Fixtures.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What a repository's answers were made for: which changes put them out of date, and which do not.
 * The clock stands still, so that nothing is told by times.
 */
final class StampTest {
  private final Catalog catalog =
      catalogOf(
          new FakeRecordStore(),
          "app -> team base",
          "team -> base",
          "base => public:npmjs",
          "aside -> base",
          "lone");

  @Test
  void aChangeInAnotherDomainLeavesEveryStampAndWhatWasWorkedOut() {
    var before = catalog.snapshot();
    var view = before.view(id("app")).orElseThrow();

    await(catalog.createDomain(new DomainName("other")));
    await(catalog.createRepository(RepositoryId.of("other", "app"), "", List.of()));

    var after = catalog.snapshot();
    assertThat(after.epoch()).isGreaterThan(before.epoch());
    assertThat(after.view(id("app")).orElseThrow()).isSameAs(view);
    assertThat(after.domain(TEAM).orElseThrow()).isSameAs(before.domain(TEAM).orElseThrow());
  }

  @Test
  void aChangeOfEdgesReachesExactlyThoseDownstream() {
    var app = stamp("app");
    var team = stamp("team");
    var aside = stamp("aside");
    var base = stamp("base");

    change(domain -> domain.updateUpstreams(name("team"), names("lone", "base")));

    assertThat(stamp("team")).isNotEqualTo(team);
    assertThat(stamp("app")).isNotEqualTo(app);
    assertThat(stamp("aside")).isEqualTo(aside);
    assertThat(stamp("base")).isEqualTo(base);
  }

  @Test
  void aConnectionThatComesOrGoesReachesAllThatSearchIt() {
    var app = stamp("app");
    var aside = stamp("aside");
    var lone = stamp("lone");

    change(domain -> domain.disassociate(name("base"), Fixtures.NPMJS));
    var without = stamp("app");
    change(domain -> domain.associate(name("base"), Fixtures.NPMJS));

    assertThat(without).isNotEqualTo(app);
    assertThat(stamp("app")).isNotIn(app, without);
    assertThat(stamp("aside")).isNotEqualTo(aside);
    assertThat(stamp("lone")).isEqualTo(lone);
  }

  @Test
  void wordsTagsPoliciesAndNewNeighboursChangeNoStamp() {
    var app = stamp("app");

    change(domain -> domain.describe(name("base"), "new words"));
    change(domain -> domain.tag(name("app"), Map.of("a", "b")).tag(Map.of("c", "d")));
    change(domain -> domain.putPolicy(name("app"), new ResourcePolicy("{}", "r"), null));
    await(catalog.createRepository(id("new"), "", names("base")));
    await(catalog.deleteRepository(id("lone")));

    assertThat(stamp("app")).isEqualTo(app);
  }

  @Test
  void aRepositoryOfTheSameNameHasAnotherStamp() {
    var app = stamp("app");
    var base = stamp("base");
    var seen = catalog.snapshot();

    await(catalog.deleteRepository(id("base")));
    assertThat(catalog.snapshot().stamp(id("base"))).isEqualTo(-1);
    assertThat(catalog.snapshot().stillHas(id("base"), seen)).isFalse();
    change(domain -> domain.purged(names("base")));
    await(catalog.createRepository(id("base"), "", names()));
    change(
        domain ->
            domain
                .associate(name("base"), Fixtures.NPMJS)
                .updateUpstreams(name("app"), names("team", "base"))
                .updateUpstreams(name("team"), names("base")));

    assertThat(catalog.snapshot().searchOrder(id("app"))).isEqualTo(seen.searchOrder(id("app")));
    assertThat(stamp("app")).isNotEqualTo(app);
    assertThat(stamp("base")).isNotEqualTo(base);
    assertThat(catalog.snapshot().stillHas(id("base"), seen)).isFalse();
    assertThat(catalog.snapshot().stillHas(id("app"), seen)).isTrue();
  }

  @Test
  void aDomainMadeAnewHasNoStampOfTheOldOne() {
    var other = new DomainName("other");
    var app = RepositoryId.of("other", "app");
    await(catalog.createDomain(other));
    await(catalog.createRepository(app, "", names()));
    var seen = catalog.snapshot();

    await(catalog.deleteRepository(app));
    await(catalog.change(other, domain -> domain.purged(names("app"))));
    await(catalog.deleteDomain(other));
    await(catalog.createDomain(other));
    await(catalog.createRepository(app, "", names()));

    assertThat(catalog.snapshot().stamp(app)).isGreaterThan(seen.stamp(app));
    assertThat(catalog.snapshot().stillHas(app, seen)).isFalse();
  }

  @Test
  void whatIsNotThereHasNoStamp() {
    assertThat(catalog.snapshot().stamp(id("nowhere"))).isEqualTo(-1);
    assertThat(catalog.snapshot().stamp(RepositoryId.of("nowhere", "app"))).isEqualTo(-1);
    assertThat(catalog.snapshot().view(id("nowhere"))).isEmpty();
    assertThat(catalog.snapshot().stillHas(id("nowhere"), catalog.snapshot())).isFalse();
  }

  private void change(UnaryOperator<Domain> change) {
    await(catalog.change(TEAM, change));
  }

  private long stamp(String name) {
    return catalog.snapshot().stamp(id(name));
  }
}
