package dev.weir.resolve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.Eras;
import dev.weir.cache.Failures;
import dev.weir.cache.Stages;
import dev.weir.catalog.Catalog;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.model.PackageName;
import dev.weir.policy.OriginRestrictions;
import dev.weir.policy.OriginRestrictions.Restriction;
import dev.weir.policy.OriginType;
import dev.weir.resolve.BatchOutcome.Code;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done to packages that a repository has. */
class PackageChangesTest {
  private static final OriginRestrictions CLOSED =
      new OriginRestrictions(Restriction.BLOCK, Restriction.BLOCK);

  private final InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(5_000));
  private final Ledger ledger = new Ledger();
  private final FailingWrites records = new FailingWrites(ledger.records());
  private final LocalVersions local = new LocalVersions(records);
  private final Eras eras = new Eras();
  private final Catalog catalog = PackagesUnderTest.catalog(clock);
  private final PackageTurns turns =
      new PackageTurns(local, new Intents(local), new Keeps(catalog), eras);
  private final PackageChanges changes = new PackageChanges(turns, clock);
  private final PackagePath path = new PackagePath(Ledger.DEV, new PackageName("pkg"));
  private final CatalogSnapshot seen = withDev();

  private CatalogSnapshot withDev() {
    Stages.await(catalog.createDomain(Ledger.DEV.domain(), "", Map.of()));
    return Stages.await(catalog.createRepository(Ledger.DEV, "", List.of(), Map.of()));
  }

  @Test
  void controlsOfAPackageThatDoesNotExistMakeItWithoutAVersion() {
    Stages.await(changes.restrict(seen, path, CLOSED));

    var record = record().orElseThrow();
    assertThat(record.restrictions()).isEqualTo(CLOSED);
    assertThat(record.since()).isEqualTo(5_000);
    assertThat(record.firstOrigin()).isEmpty();
    assertThat(Stages.await(changes.delete(seen, path)))
        .contains(new ListedPackage(path.name(), CLOSED));
    assertThat(record()).isEmpty();
  }

  @Test
  void controlsOfARetainedPackageLeaveItsVersionsAlone() {
    ledger.add("pkg", "1.0.0");

    Stages.await(changes.restrict(seen, path, CLOSED));

    assertThat(record().orElseThrow().firstOrigin()).contains(OriginType.EXTERNAL);
    assertThat(statuses()).containsExactly("1.0.0 Published");
    Stages.await(local.retain(path, Ledger.record("pkg", "2.0.0", 1), OriginType.EXTERNAL));
    assertThat(statuses()).as("what was under way is kept out").containsExactly("1.0.0 Published");
  }

  @Test
  void everyChangeEndsTheErasOfItsPackageAndGivesItAnotherRevision() {
    ledger.add("pkg", "1.0.0").add("pkg", "2.0.0");
    long era = eras.of(path.name());
    var revision = Stages.await(local.all(path)).revision();

    Stages.await(changes.status(seen, path, batch("1.0.0"), VersionRecord.ARCHIVED));

    assertThat(eras.of(path.name())).isNotEqualTo(era);
    assertThat(Stages.await(local.all(path)).revision()).isNotEqualTo(revision);
    assertThat(eras.of(new PackageName("other"))).isEqualTo(eras.of(new PackageName("another")));
  }

  @Test
  void tagsOfDeletedVersionsGoWithThem() {
    var bytes = "bytes".getBytes(StandardCharsets.UTF_8);
    PublishedVersions.publish(records, Ledger.DEV, "pkg", "1.0.0", bytes, "old", "stable");
    PublishedVersions.publish(records, Ledger.DEV, "pkg", "2.0.0", bytes, "latest");

    var outcome = Stages.await(changes.deleteVersions(seen, path, batch("1.0.0"))).orElseThrow();

    assertThat(requireNonNull(outcome.done().get("1.0.0")).status()).isEqualTo("Deleted");
    assertThat(record().orElseThrow().headOrEmpty().tags())
        .containsExactlyEntriesOf(Map.of("latest", "2.0.0"));
    assertThat(record().orElseThrow().firstOrigin()).contains(OriginType.INTERNAL);
  }

  @Test
  void aDisposedVersionHasNoBytesAndKeepsItsOrigin() {
    var bytes = "bytes".getBytes(StandardCharsets.UTF_8);
    PublishedVersions.publish(records, Ledger.DEV, "pkg", "1.0.0", bytes, "latest");

    Stages.await(changes.dispose(seen, path, batch("1.0.0")));

    var version = version("1.0.0");
    assertThat(version.status()).isEqualTo(VersionRecord.DISPOSED);
    assertThat(version.published()).isEmpty();
    assertThat(version.isOurs()).isTrue();
    assertThat(version.origin()).isEqualTo(new VersionOrigin.Internal("dev"));
  }

  @Test
  void aDisposedVersionGetsNoOtherStatus() {
    ledger.add("pkg", "1.0.0").add("pkg", "2.0.0");
    Stages.await(changes.dispose(seen, path, batch("1.0.0")));

    var outcome =
        Stages.await(changes.status(seen, path, batch("1.0.0", "2.0.0"), VersionRecord.PUBLISHED))
            .orElseThrow();

    assertThat(outcome.done()).isEmpty();
    assertThat(requireNonNull(outcome.failed().get("1.0.0")).code()).isEqualTo(Code.NOT_ALLOWED);
    assertThat(requireNonNull(outcome.failed().get("2.0.0")).code()).isEqualTo(Code.SKIPPED);
    assertThat(Stages.await(changes.dispose(seen, path, batch("1.0.0"))).orElseThrow().failed())
        .as("the same again")
        .isEmpty();
  }

  @Test
  void ofAPackageThatIsNotThereNothingIsChanged() {
    assertThat(Stages.await(changes.status(seen, path, batch("1.0.0"), "Archived"))).isEmpty();
    assertThat(Stages.await(changes.deleteVersions(seen, path, batch("1.0.0")))).isEmpty();
    assertThat(Stages.await(changes.delete(seen, path))).isEmpty();
    assertThat(record()).isEmpty();
  }

  @Test
  void aRepositoryThatWasDeletedSinceIsToldAsGone() {
    Stages.await(catalog.deleteRepository(Ledger.DEV));

    assertThatThrownBy(() -> Stages.await(changes.restrict(seen, path, CLOSED)))
        .satisfies(
            failure ->
                assertThat(Failures.unwrap(failure))
                    .isInstanceOfSatisfying(
                        RepositoryGoneException.class,
                        gone -> assertThat(gone.repository()).isEqualTo(Ledger.DEV)));
    assertThat(record()).isEmpty();
  }

  /** A package with two versions is deleted in three writes, an intent around them. */
  @ParameterizedTest
  @MethodSource("crashes")
  void aDeletionThatACrashInterruptsIsFinishedOrNeverBegan(int passing) {
    ledger.add("pkg", "1.0.0").add("pkg", "2.0.0");
    records.failAfter(passing);

    assertThatThrownBy(() -> Stages.await(changes.delete(seen, path)))
        .hasRootCauseMessage("crashed");
    Stages.await(new Intents(new LocalVersions(ledger.records())).finish());

    records.failAfter(Integer.MAX_VALUE);
    assertThat(statuses()).hasSize(passing == 0 ? 2 : 0);
    assertThat(record().isPresent()).isEqualTo(passing == 0);
  }

  static IntStream crashes() {
    return IntStream.range(0, 5);
  }

  private static Batch batch(String... versions) {
    return new Batch(List.of(versions), Map.of(), Optional.empty());
  }

  private Optional<PackageRecord> record() {
    return Stages.await(local.find(path.repository(), path.name()));
  }

  private VersionRecord version(String version) {
    return Stages.await(local.find(path.repository(), path.name(), version)).orElseThrow();
  }

  private List<String> statuses() {
    return Stages.await(local.of(path.repository(), path.name())).stream()
        .map(version -> version.version() + " " + version.status())
        .toList();
  }
}
