package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.JsonRecord;
import dev.weir.cache.Stages;
import dev.weir.model.PackageName;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Manifests that nobody names go; those that are in their versions' records get their own. */
class ManifestSweepTest {
  private final Ledger ledger = new Ledger();
  private final LocalVersions local = ledger.local();
  private final PackagePath path = new PackagePath(Ledger.DEV, new PackageName("pkg"));

  @Test
  void whatNoVersionNamesGoesAndWhatOneNamesStays() {
    ledger.add("pkg", "1.0.0").add("other", "1.0.0");
    leave("1.0.0", ",\"description\":\"of an overwriting that did not happen\"");
    leave("2.0.0", "");

    assertThat(sweep()).isEqualTo(2);

    assertThat(manifests()).isEqualTo(2);
    assertThat(Stages.await(local.of(Ledger.DEV, path.name())))
        .allMatch(version -> Stages.await(local.manifest(path, version)).isPresent());
    assertThat(sweep()).isZero();
  }

  @Test
  void whatAnUnfinishedChangeWillNameStays() {
    var version = leave("2.0.0", "");
    var intent = new Intents.Intent(1, List.of(Write.version(path, version)));
    Stages.await(
        ledger
            .records()
            .put(
                LedgerTables.INTENTS,
                Key.of("1"),
                new JsonRecord<>(Intents.Intent.class).encode(intent),
                Expected.ABSENT));

    assertThat(sweep()).isZero();

    Stages.await(new Intents(local).finish());
    assertThat(Stages.await(local.manifest(path, version))).isPresent();
    assertThat(sweep()).isZero();
  }

  @Test
  void aRecordOfBeforeIsTheSameAfterItsManifestMoved() {
    ledger.add("pkg", "2.0.0");
    OlderRecords.put(ledger.records(), path, Ledger.record("pkg", "1.0.0", 7));
    var before = Stages.await(local.find(Ledger.DEV, path.name(), "1.0.0")).orElseThrow();

    sweep();

    var after = Stages.await(local.find(Ledger.DEV, path.name(), "1.0.0")).orElseThrow();
    assertThat(before.manifest()).isPresent();
    assertThat(after.manifest()).isEmpty();
    assertThat(after.listed()).isEqualTo(before.listed()).isPresent();
    assertThat(Stages.await(local.manifest(path, after)).orElseThrow().json())
        .isEqualTo(before.indexedManifest().orElseThrow().json());
    assertThat(manifests()).isEqualTo(2);
  }

  /** As a crash before the version's record leaves it; the version that would have named it. */
  private VersionRecord leave(String version, String more) {
    return Stages.await(local.apart(path, Ledger.record("pkg", version, 1, more)));
  }

  private int sweep() {
    return new ManifestSweep(local).sweep();
  }

  private int manifests() {
    var page = ledger.records().scan(LedgerTables.MANIFESTS, Key.of(), Optional.empty(), 100);
    return Stages.await(page).entries().size();
  }
}
