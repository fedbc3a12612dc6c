package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Stages;
import dev.weir.catalog.Catalog;
import dev.weir.catalog.SearchOrder;
import dev.weir.catalog.Source;
import dev.weir.model.ConnectionName;
import dev.weir.model.DomainName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import dev.weir.policy.OriginRestrictions;
import dev.weir.policy.OriginRestrictions.Restriction;
import dev.weir.policy.OriginType;
import dev.weir.policy.PrivateScopes;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Which part of {@code app -> [own, store]} is open for a package; {@code store} is connected, and
 * {@code own -> far}, which is connected too.
 */
class OpenOrdersTest {
  private static final DomainName TEAM = new DomainName("team");
  private static final RepositoryId APP = id("app");
  private static final RepositoryId OWN = id("own");
  private static final RepositoryId FAR = id("far");
  private static final RepositoryId STORE = id("store");
  private static final PackageName TOOL = new PackageName("@acme/tool");
  private static final OriginRestrictions OPEN = OriginRestrictions.NONE;
  private static final OriginRestrictions CLOSED =
      new OriginRestrictions(Restriction.ALLOW, Restriction.BLOCK);

  private final Ledger ledger = new Ledger();
  private final Catalog catalog = PackagesUnderTest.catalog(InstantSource.system());
  private final SearchOrder full = catalog();
  private PrivateScopes scopes = PrivateScopes.NONE;

  private SearchOrder catalog() {
    Stages.await(catalog.createDomain(TEAM, "", Map.of()));
    create("far");
    create("store");
    create("own", "far");
    create("app", "own", "store");
    for (var connected : List.of(FAR, STORE)) {
      Stages.await(
          catalog.change(
              TEAM,
              domain -> domain.associate(connected.repository(), ConnectionName.PUBLIC_NPMJS)));
    }
    return catalog.snapshot().searchOrder(APP).orElseThrow();
  }

  @Test
  void whatNobodyKnowsIsLookedForEverywhere() {
    assertThat(open().order()).isEqualTo(full);
    assertThat(open().records()).isEmpty();
  }

  @Test
  void aRetainedPackageIsLookedForEverywhere() {
    first(APP, OriginType.EXTERNAL);

    assertThat(open().order()).isEqualTo(full);
    assertThat(open().record(APP)).isPresent();
    assertThat(open().record(OWN)).isEmpty();
  }

  @Test
  void aRetainedPackageThatIsBlockedEndsThere() {
    first(OWN, OriginType.EXTERNAL);
    set(OWN, new OriginRestrictions(Restriction.BLOCK, Restriction.BLOCK));

    assertThat(open().order().sources())
        .containsExactly(
            new Source.Local(APP),
            new Source.Local(OWN),
            new Source.Local(STORE),
            new Source.External(STORE, ConnectionName.PUBLIC_NPMJS));
  }

  @Test
  void aPublishedPackageHidesConnectionsBesideItsRepositoryToo() {
    first(OWN, OriginType.INTERNAL);

    assertThat(open().order().sources()).containsExactly(locals(APP, OWN, STORE));
  }

  @Test
  void aNameThatIsBlockedBeforeItExistsIsOurs() {
    set(OWN, CLOSED);

    assertThat(open().order().connections()).isEmpty();
  }

  @Test
  void aCopyOfWhatIsOursHidesConnectionsButNoRepository() {
    first(APP, OriginType.UNKNOWN);

    assertThat(open().order().sources()).containsExactly(locals(APP, OWN, FAR, STORE));
  }

  @Test
  void aRepositoryOpensItsOwnNameAndNotAnothers() {
    first(APP, OriginType.INTERNAL);
    set(APP, OPEN);
    assertThat(open().order().connections()).containsExactly(ConnectionName.PUBLIC_NPMJS);

    first(OWN, OriginType.INTERNAL);
    assertThat(open().order().connections()).isEmpty();
    assertThat(open().order().repositories()).containsExactly(APP, OWN, STORE);
  }

  @Test
  void aNameFromOutsideThatWasClosedForOursIsOurs() {
    first(OWN, OriginType.EXTERNAL);
    set(OWN, CLOSED);

    assertThat(open().order().connections()).isEmpty();
    assertThat(open().closed().test(ConnectionName.PUBLIC_NPMJS)).isTrue();
  }

  @Test
  void anotherRepositoryThanTheOneAddressedOpensNothing() {
    first(OWN, OriginType.INTERNAL);
    set(STORE, OPEN);

    assertThat(open().order().connections()).isEmpty();
  }

  @Test
  void aDeclaredScopeIsOursWhateverIsSet() {
    scopes = PrivateScopes.of(List.of("@acme"));
    first(APP, OriginType.EXTERNAL);
    set(APP, OPEN);

    assertThat(open().order().sources()).containsExactly(locals(APP, OWN, FAR, STORE));
  }

  @Test
  void ofARepositoryThatWasDeletedMeanwhileOnlyItsOwnIsLeft() {
    set(APP, CLOSED);
    Stages.await(catalog.deleteRepository(APP));

    assertThat(open().order().sources()).containsExactly(new Source.Local(APP));
  }

  private OpenOrders.Open open() {
    return Stages.await(new OpenOrders(catalog, ledger.local(), scopes).of(full, TOOL));
  }

  private void first(RepositoryId repository, OriginType origin) {
    Stages.await(
        ledger
            .local()
            .change(
                new PackagePath(repository, TOOL), found -> PackageRecord.first(origin, 1_000)));
  }

  private void set(RepositoryId repository, OriginRestrictions restrictions) {
    Stages.await(
        ledger
            .local()
            .change(
                new PackagePath(repository, TOOL),
                found -> {
                  var record = found.orElseGet(() -> PackageRecord.declared(1_000));
                  return record.with(record.headOrEmpty().restricted(restrictions));
                }));
  }

  private void create(String name, String... upstreams) {
    var names = Arrays.stream(upstreams).map(RepositoryName::new).toList();
    Stages.await(catalog.createRepository(id(name), "", names, Map.of()));
  }

  private static Source[] locals(RepositoryId... repositories) {
    return Arrays.stream(repositories).map(Source.Local::new).toArray(Source[]::new);
  }

  private static RepositoryId id(String name) {
    return RepositoryId.of("team", name);
  }
}
