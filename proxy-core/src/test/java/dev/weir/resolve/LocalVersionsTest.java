package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.Stages;
import dev.weir.model.PackageName;
import dev.weir.storage.Key;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A version and its manifest are two records, and are read as one. */
class LocalVersionsTest {
  private final Ledger ledger = new Ledger();
  private final LocalVersions local = ledger.local();
  private final PackagePath path = new PackagePath(Ledger.DEV, new PackageName("pkg"));

  @Test
  void manyVersionsAreReadWithoutTheirManifests() {
    ledger.add("pkg", "1.0.0").add("pkg", "2.0.0");

    assertThat(all()).hasSize(2).allMatch(version -> version.manifest().isEmpty());
    assertThat(all())
        .extracting(version -> Stages.await(local.manifest(path, version)).orElseThrow().facts())
        .extracting(facts -> facts.version())
        .containsExactly("1.0.0", "2.0.0");
    assertThat(versionRecords()).noneMatch(record -> record.contains("\"manifest\":\""));
  }

  @Test
  void aRecordOfBeforeHasItsManifestInIt() {
    var before = Ledger.record("pkg", "1.0.0", 7, ",\"description\":\"d\"");
    ledger.add("pkg", "2.0.0");
    OlderRecords.put(ledger.records(), path, before);

    var head = all().get(0);
    var found = Stages.await(local.find(Ledger.DEV, path.name(), "1.0.0")).orElseThrow();

    assertThat(head.manifest()).isEmpty();
    assertThat(json(head)).isEqualTo(json(found)).contains("\"description\":\"d\"");
    assertThat(found.listed()).isEqualTo(before.listed()).isPresent();
    assertThat(found.retainedAt()).isEqualTo(7);
    assertThat(manifests()).isEqualTo(1);
  }

  @Test
  void aHeadAloneIsNotWrittenOverARecordOfBefore() {
    ledger.add("pkg", "2.0.0");
    OlderRecords.put(ledger.records(), path, Ledger.record("pkg", "1.0.0", 7));
    var head = all().get(0);

    assertThatThrownBy(() -> Write.version(path, head.inStatus(VersionRecord.UNLISTED)))
        .hasMessage("version: 1.0.0 of pkg (expected: with its manifest, or where that is)");
  }

  @Test
  void aRecordOfBeforeGetsItsManifestApartWhenItIsChanged() {
    ledger.add("pkg", "2.0.0");
    OlderRecords.put(ledger.records(), path, Ledger.record("pkg", "1.0.0", 7));
    var held = Stages.await(local.held(path, "1.0.0")).orElseThrow();

    Stages.await(local.put(path, held.record().removed(Optional.of(8L)), held.same()));

    var after = Stages.await(local.find(Ledger.DEV, path.name(), "1.0.0")).orElseThrow();
    assertThat(after.manifest()).isEmpty();
    assertThat(after.removedAt()).contains(8L);
    assertThat(after.listed()).isEqualTo(held.record().listed());
    assertThat(json(after)).contains("\"version\":\"1.0.0\"");
    assertThat(manifests()).isEqualTo(2);
  }

  @Test
  void aManifestThatWasReplacedMeanwhileIsReadAsItIsNow() {
    ledger.add("pkg", "1.0.0");
    var before = all().get(0);
    var now = Ledger.record("pkg", "1.0.0", 1, ",\"deprecated\":\"no\"");
    var apart = Stages.await(local.apart(path, now));
    Stages.await(new Intents(local).apply(List.of(Write.version(path, apart))));
    Stages.await(
        new Intents(local).apply(List.of(Write.withoutManifest(path, before).orElseThrow())));

    assertThat(json(before)).contains("\"deprecated\":\"no\"");
  }

  @Test
  void aFileOfAnyNameIsFound() {
    for (int i = 0; i < 20; i++) {
      ledger.add("pkg", i + ".0.0");
    }

    assertThat(Stages.await(local.byFile(Ledger.DEV, path.name(), "x-7.0.0.tgz")))
        .get()
        .extracting(VersionRecord::version)
        .isEqualTo("7.0.0");
    assertThat(Stages.await(local.byFile(Ledger.DEV, path.name(), "pkg-7.0.0.tgz"))).isEmpty();
    assertThat(Stages.await(local.byFile(Ledger.DEV, path.name(), "nope.tgz"))).isEmpty();
  }

  @Test
  void ofAPackageOnlyTheVersionsThatAreNamedAreRead() {
    ledger.add("pkg", "1.0.0").add("pkg", "2.0.0").add("pkg", "3.0.0");

    var some = Stages.await(local.some(path, List.of("3.0.0", "4.0.0", "1.0.0")));

    assertThat(some.versions())
        .extracting(VersionRecord::version)
        .containsExactly("3.0.0", "1.0.0");
    assertThat(some.record()).isPresent();
  }

  private List<VersionRecord> all() {
    return Stages.await(local.of(Ledger.DEV, path.name()));
  }

  private String json(VersionRecord version) {
    return new String(
        Stages.await(local.manifest(path, version)).orElseThrow().json(),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  private List<String> versionRecords() {
    var page = ledger.records().scan(LedgerTables.VERSIONS, Key.of(), Optional.empty(), 100);
    return Stages.await(page).entries().stream()
        .map(entry -> new String(entry.record().value(), java.nio.charset.StandardCharsets.UTF_8))
        .toList();
  }

  private int manifests() {
    var page = ledger.records().scan(LedgerTables.MANIFESTS, Key.of(), Optional.empty(), 100);
    return Stages.await(page).entries().size();
  }
}
