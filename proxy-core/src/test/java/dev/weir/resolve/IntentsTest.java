package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.Stages;
import dev.weir.model.PackageName;
import dev.weir.storage.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes of several records, all or none, wherever a crash comes between. */
class IntentsTest {
  /** The intent, its writes, and its deletion. */
  private static final int ALL = 1 + 4 + 1;

  private final Ledger ledger = new Ledger();
  private final FailingWrites records = new FailingWrites(ledger.records());
  private final PackagePath path = new PackagePath(Ledger.DEV, new PackageName("pkg"));

  @ParameterizedTest
  @MethodSource("crashes")
  void whatBeganIsFinishedAtTheNextStart(int passing) {
    fill();
    records.failAfter(passing);

    if (passing < ALL) {
      assertThatThrownBy(
              () -> Stages.await(new Intents(new LocalVersions(records)).apply(writes())))
          .hasRootCauseMessage("crashed");
    } else {
      Stages.await(new Intents(new LocalVersions(records)).apply(writes()));
    }
    Stages.await(new Intents(new LocalVersions(ledger.records())).finish());

    if (passing == 0) {
      assertThat(statuses()).containsExactly("1.0.0 Published", "2.0.0 Published");
    } else {
      assertThat(statuses()).containsExactly("2.0.0 Archived", "3.0.0 Published");
      assertThat(Stages.await(ledger.local().find(path.repository(), path.name())))
          .get()
          .extracting(record -> record.headOrEmpty().changes())
          .isEqualTo(1L);
    }
    assertThat(intents()).isZero();
  }

  static IntStream crashes() {
    return IntStream.rangeClosed(0, ALL);
  }

  @Test
  void aFinishThatCrashesIsFinishedByTheNext() {
    fill();
    records.failAfter(2);
    assertThatThrownBy(() -> Stages.await(new Intents(new LocalVersions(records)).apply(writes())))
        .hasRootCauseMessage("crashed");

    for (int passing = 0; passing < 5; passing++) {
      records.failAfter(passing);
      assertThatThrownBy(() -> Stages.await(new Intents(new LocalVersions(records)).finish()))
          .hasRootCauseMessage("crashed");
      assertThat(intents()).isEqualTo(1);
    }
    records.failAfter(Integer.MAX_VALUE);
    Stages.await(new Intents(new LocalVersions(records)).finish());

    assertThat(statuses()).containsExactly("2.0.0 Archived", "3.0.0 Published");
    assertThat(intents()).isZero();
  }

  /** A disk that is full for a while crashes nobody: what began may not be replayed much later. */
  @Test
  void whatTheStoreWouldNotFinishIsFinishedBeforeTheNextChange() {
    fill();
    var intents = new Intents(new LocalVersions(records));
    records.failAfter(2);
    assertThatThrownBy(() -> Stages.await(intents.apply(writes()))).isNotNull();

    records.failAfter(1);
    assertThatThrownBy(() -> Stages.await(intents.settled())).isNotNull();
    assertThat(intents()).isEqualTo(1);

    records.failAfter(Integer.MAX_VALUE);
    Stages.await(intents.settled());
    assertThat(statuses()).containsExactly("2.0.0 Archived", "3.0.0 Published");
    assertThat(intents()).isZero();
    Stages.await(intents.settled());
  }

  @Test
  void severalThatBeganAreAllFinished() {
    for (int i = 0; i < 3; i++) {
      records.failAfter(1);
      var version = Ledger.record("pkg", i + ".0.0", 1);
      var two = List.of(Write.version(path, version), Write.version(path, version));
      assertThatThrownBy(() -> Stages.await(new Intents(new LocalVersions(records)).apply(two)))
          .hasRootCauseMessage("crashed");
    }
    assertThat(intents()).isEqualTo(3);

    Stages.await(new Intents(new LocalVersions(ledger.records())).finish());

    assertThat(statuses()).hasSize(3);
    assertThat(intents()).isZero();
  }

  @Test
  void oneWriteNeedsNoIntent() {
    records.failAfter(1);

    Stages.await(
        new Intents(new LocalVersions(records))
            .apply(List.of(Write.version(path, Ledger.record("pkg", "1.0.0", 1)))));

    assertThat(statuses()).containsExactly("1.0.0 Published");
    assertThat(records.writes()).isEqualTo(1);
  }

  private void fill() {
    ledger.add("pkg", "1.0.0").add("pkg", "2.0.0");
  }

  private List<Write> writes() {
    var record = Stages.await(ledger.local().find(path.repository(), path.name())).orElseThrow();
    var writes = new ArrayList<Write>();
    writes.add(Write.withoutVersion(path, "1.0.0"));
    writes.add(
        Write.version(path, Ledger.record("pkg", "2.0.0", 1).inStatus(VersionRecord.ARCHIVED)));
    writes.add(Write.version(path, Ledger.record("pkg", "3.0.0", 1)));
    writes.add(Write.packageRecord(path, record.with(record.headOrEmpty().changed())));
    return writes;
  }

  private List<String> statuses() {
    return Stages.await(ledger.local().of(path.repository(), path.name())).stream()
        .map(version -> version.version() + " " + version.status())
        .toList();
  }

  private int intents() {
    return Stages.await(
            ledger.records().scan(LedgerTables.INTENTS, Key.of(), Optional.empty(), 100))
        .entries()
        .size();
  }
}
