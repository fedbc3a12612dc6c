package dev.weir.resolve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.Stages;
import dev.weir.catalog.Catalog;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.config.PackagesSettings;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import dev.weir.policy.OriginType;
import dev.weir.storage.BlobId;
import dev.weir.storage.DigestAlgorithm;
import dev.weir.storage.ExpectedContent;
import dev.weir.storage.Store;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies from {@code dev}, whose upstream is {@code base}, to {@code prod}. */
class VersionCopiesTest {
  private static final RepositoryId DEV = Ledger.DEV;
  private static final RepositoryId BASE = RepositoryId.of("local", "base");
  private static final RepositoryId PROD = RepositoryId.of("local", "prod");
  private static final VersionCopies.Options PLAIN = new VersionCopies.Options(false, false);
  private static final VersionCopies.Options UPSTREAM = new VersionCopies.Options(true, false);

  private final InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(5_000));
  private final Ledger ledger = new Ledger();
  private final FailingWrites records = new FailingWrites(ledger.records());

  /** Has the published tarballs here too. */
  private final Store cache = PackagesUnderTest.cache();

  private final Catalog catalog = PackagesUnderTest.catalog(clock);
  private final CatalogSnapshot seen = repositories();
  private final VersionCopies copies = copies();

  private CatalogSnapshot repositories() {
    Stages.await(catalog.createDomain(DEV.domain()));
    create(BASE);
    create(PROD);
    return create(DEV, BASE.repository());
  }

  private CatalogSnapshot create(RepositoryId id, RepositoryName... upstreams) {
    return Stages.await(catalog.createRepository(id, "", List.of(upstreams), Map.of()));
  }

  private VersionCopies copies() {
    var parts = PackagesUnderTest.parts(catalog, records, cache, PackagesSettings.DEFAULTS, clock);
    var turns =
        new PackageTurns(
            parts.local(), new Intents(parts.local()), parts.keeps(), parts.documents().eras());
    return new VersionCopies(turns, parts.resolver(), clock);
  }

  /** Its bytes with the other's manifest would be refused by whoever installs it. */
  @Test
  void whatWasPublishedAnewMeanwhileIsNotCopiedInPart() {
    publish(DEV, "1.0.0", "one", "latest");
    var before = version(DEV, "1.0.0").orElseThrow();
    records.beforeNextGet(
        LedgerTables.PACKAGES,
        PROD,
        () -> {
          publish(DEV, "1.0.0", "other", "latest");
          Stages.await(
              new Intents(ledger.local())
                  .apply(List.of(Write.withoutManifest(path(DEV), before).orElseThrow())));
        });

    assertThatThrownBy(() -> copy(PLAIN, "1.0.0")).hasMessageContaining("is being changed");

    assertThat(version(PROD, "1.0.0")).isEmpty();
  }

  @Test
  void tagsTravelWithTheirVersionsAndOverwrite() {
    publish(DEV, "1.0.0", "one", "stable", "old");
    publish(DEV, "2.0.0", "two", "latest", "stable");
    publish(PROD, "0.1.0", "zero", "latest", "mine");

    var outcome = copy(PLAIN, "2.0.0");

    assertThat(outcome.done()).containsOnlyKeys("2.0.0");
    assertThat(head(PROD).tags())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("latest", "2.0.0", "stable", "2.0.0", "mine", "0.1.0"));
    assertThat(record(PROD).firstOrigin()).contains(OriginType.INTERNAL);
  }

  @Test
  void aCopyIsAsOldAsItIsThereAndComesFromWhereItWasPublished() {
    publish(DEV, "1.0.0", "one", "latest");

    copy(PLAIN, "1.0.0");

    var version = version(PROD, "1.0.0").orElseThrow();
    assertThat(version.retainedAt()).isEqualTo(5_000);
    assertThat(version.origin()).isEqualTo(new VersionOrigin.Internal("dev"));
    assertThat(version.published()).isEqualTo(version(DEV, "1.0.0").orElseThrow().published());
    assertThat(record(PROD).firstOrigin()).contains(OriginType.UNKNOWN);
  }

  @Test
  void aFirstVersionFromOutsideCountsAsThat() {
    ledger.add(DEV, "pkg", Ledger.record("pkg", "1.0.0", 1));

    copy(PLAIN, "1.0.0");

    assertThat(record(PROD).firstOrigin()).contains(OriginType.EXTERNAL);
  }

  @Test
  void theNearestRepositoryThatHasAVersionGivesIt() {
    publish(BASE, "1.0.0", "theirs", "latest");
    publish(BASE, "2.0.0", "more");
    // Not published to dev, which would keep what is upstream out.
    store("ours");
    retain(DEV, PublishedVersions.record(DEV, "pkg", "1.0.0", "ours".getBytes(UTF_8)));

    assertThat(copy(PLAIN, "2.0.0").failed()).containsOnlyKeys("2.0.0");
    var outcome = copy(UPSTREAM, "1.0.0", "2.0.0");

    assertThat(outcome.done()).containsOnlyKeys("1.0.0", "2.0.0");
    assertThat(version(PROD, "1.0.0").orElseThrow().apart())
        .isEqualTo(version(DEV, "1.0.0").orElseThrow().apart())
        .isPresent();
    assertThat(version(DEV, "2.0.0")).isEmpty();
  }

  @Test
  void aDisposedVersionAtTheDestinationIsNotBroughtBack() {
    publish(DEV, "1.0.0", "one", "latest");
    retain(PROD, version(DEV, "1.0.0").orElseThrow().disposed());

    for (boolean overwrite : new boolean[] {false, true}) {
      var outcome = copy(new VersionCopies.Options(false, overwrite), "1.0.0");

      assertThat(requireNonNull(outcome.failed().get("1.0.0")).code())
          .isEqualTo(BatchOutcome.Code.NOT_ALLOWED);
    }
  }

  @Test
  void ofAPackageThatIsNowhereNothingIsCopied() {
    assertThat(Stages.await(copies.copy(seen, path(DEV), PROD, batch("1.0.0"), UPSTREAM)))
        .isEmpty();
    assertThat(Stages.await(ledger.local().find(PROD, path(PROD).name()))).isEmpty();
  }

  /** Two manifests, an intent, two versions, the record, and the intent's deletion. */
  @ParameterizedTest
  @MethodSource("crashes")
  void aCopyThatACrashInterruptsIsFinishedOrNeverBegan(int passing) {
    publish(DEV, "1.0.0", "one", "latest");
    publish(DEV, "2.0.0", "two", "next");
    records.failAfter(passing);

    assertThatThrownBy(() -> copy(PLAIN, "1.0.0", "2.0.0")).hasRootCauseMessage("crashed");
    Stages.await(new Intents(new LocalVersions(ledger.records())).finish());

    var there = Stages.await(ledger.local().all(path(PROD)));
    assertThat(there.versions()).hasSize(passing < 3 ? 0 : 2);
    assertThat(there.head().tags()).hasSize(passing < 3 ? 0 : 2);
  }

  static IntStream crashes() {
    return IntStream.range(0, 7);
  }

  private BatchOutcome copy(VersionCopies.Options options, String... versions) {
    return Stages.await(copies.copy(seen, path(DEV), PROD, batch(versions), options)).orElseThrow();
  }

  /** The source is read before the destination's turn comes. */
  @Test
  void whatWasDeletedAndSweptMeanwhileIsNotCopied() {
    publish(DEV, "1.0.0", "one", "latest");
    publish(DEV, "2.0.0", "two", "next");
    records.beforeNextGet(
        LedgerTables.PACKAGES,
        PROD,
        () -> {
          Stages.await(
              new Intents(ledger.local()).apply(List.of(Write.withoutVersion(path(DEV), "1.0.0"))));
          Stages.await(cache.blobs().delete(blob("one")));
        });

    var outcome = copy(PLAIN, "1.0.0", "2.0.0");

    assertThat(outcome.done()).isEmpty();
    assertThat(requireNonNull(outcome.failed().get("1.0.0")).code())
        .isEqualTo(BatchOutcome.Code.NOT_FOUND);
    assertThat(requireNonNull(outcome.failed().get("2.0.0")).code())
        .isEqualTo(BatchOutcome.Code.SKIPPED);
    assertThat(Stages.await(ledger.local().all(path(PROD))).versions()).isEmpty();
    assertThat(Stages.await(ledger.local().find(PROD, path(PROD).name()))).isEmpty();
  }

  private void publish(RepositoryId repository, String version, String bytes, String... tags) {
    store(bytes);
    PublishedVersions.publish(
        ledger.records(), repository, "pkg", version, bytes.getBytes(UTF_8), tags);
  }

  private void store(String bytes) {
    var writer = Stages.await(cache.blobs().create(Set.of(DigestAlgorithm.SHA512)));
    try (writer) {
      Stages.await(writer.write(Unpooled.copiedBuffer(bytes, UTF_8)));
      Stages.await(writer.commit(ExpectedContent.ANY));
    }
  }

  private static BlobId blob(String bytes) {
    var version = PublishedVersions.record(DEV, "pkg", "1.0.0", bytes.getBytes(UTF_8));
    return version.published().orElseThrow().blobId();
  }

  private void retain(RepositoryId repository, VersionRecord version) {
    Stages.await(ledger.local().retain(path(repository), version, OriginType.UNKNOWN));
  }

  private PackageRecord record(RepositoryId repository) {
    return Stages.await(ledger.local().find(repository, path(repository).name())).orElseThrow();
  }

  private PackageHead head(RepositoryId repository) {
    return record(repository).headOrEmpty();
  }

  private Optional<VersionRecord> version(RepositoryId repository, String version) {
    return Stages.await(ledger.local().find(repository, path(repository).name(), version));
  }

  private static Batch batch(String... versions) {
    return new Batch(List.of(versions), Map.of(), Optional.empty());
  }

  private static PackagePath path(RepositoryId repository) {
    return new PackagePath(repository, new PackageName("pkg"));
  }
}
