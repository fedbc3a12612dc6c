package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.DocumentGoneException;
import dev.weir.cache.Stages;
import dev.weir.model.PackageName;
import dev.weir.npm.DocumentReader;
import dev.weir.npm.Form;
import dev.weir.npm.IndexedManifest;
import dev.weir.npm.PackumentPlan;
import dev.weir.npm.PackumentSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A packument of long manifests is made without having them all in memory. */
class ShownManifestsTest {
  private static final int LONG = 300_000;

  private final Ledger ledger = new Ledger();
  private final LocalVersions local = ledger.local();
  private final PackagePath path = new PackagePath(Ledger.DEV, new PackageName("pkg"));

  @Test
  void allManifestsAreWrittenWhicheverStayInMemory() throws IOException {
    for (int i = 0; i < 12; i++) {
      add(i + ".0.0", LONG, 'a');
    }

    var packument = packument(shown());

    assertThat(packument).hasSizeGreaterThan(12 * LONG);
    for (int i = 0; i < 12; i++) {
      assertThat(packument).contains("\"version\":\"" + i + ".0.0\"");
    }
  }

  /** What is deleted cannot be written any more, unless it stayed in memory. */
  @Test
  void noMoreThanAMebibyteStaysInMemory() {
    for (int i = 0; i < 12; i++) {
      add(i + ".0.0", LONG, 'a');
    }
    var shown = shown();

    while (Stages.await(local.deleteSome(Ledger.DEV, 100))) {
      assertThat(shown).hasSize(12);
    }

    assertThat(shown.values().stream().filter(ShownManifestsTest::isReadable))
        .hasSize(ShownManifests.HELD / (LONG + 1000));
  }

  @Test
  void whatWasChangedSinceIsToBeLookedAtAnew() {
    for (int i = 0; i < 12; i++) {
      add(i + ".0.0", LONG, 'a');
    }
    var shown = shown();

    for (int i = 0; i < 12; i++) {
      change(i + ".0.0", LONG, 'b');
    }

    assertThatThrownBy(() -> packument(shown)).isInstanceOf(DocumentGoneException.class);
  }

  @Test
  void theHashOfAManifestIsTheSameWhereverItIs() {
    for (int i = 0; i < 12; i++) {
      add(i + ".0.0", LONG, 'a');
    }

    assertThat(shown().values())
        .allMatch(manifest -> Arrays.equals(manifest.contentHash(), ofJson(manifest)));
  }

  @Test
  void recordsOfBeforeAreShownWithTheOthers() throws IOException {
    for (int i = 0; i < 12; i++) {
      if (i % 2 == 0) {
        add(i + ".0.0", LONG, 'a');
      } else {
        OlderRecords.put(ledger.records(), path, record(i + ".0.0", LONG, 'a'));
      }
    }

    assertThat(packument(shown())).hasSizeGreaterThan(12 * LONG);
  }

  private static boolean isReadable(IndexedManifest manifest) {
    try {
      return manifest.json().length > 0;
    } catch (DocumentGoneException gone) {
      return false;
    }
  }

  private static byte[] ofJson(IndexedManifest manifest) {
    try {
      return java.security.MessageDigest.getInstance("SHA-256").digest(manifest.json());
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(String version, int length, char filling) {
    ledger.add(Ledger.DEV, "pkg", record(version, length, filling));
  }

  private static VersionRecord record(String version, int length, char filling) {
    var text = String.valueOf(filling).repeat(length);
    return Ledger.record("pkg", version, 1, ",\"description\":\"" + text + "\"");
  }

  private void change(String version, int length, char filling) {
    var before = Stages.await(local.find(Ledger.DEV, path.name(), version)).orElseThrow();
    var apart = Stages.await(local.apart(path, record(version, length, filling)));
    Stages.await(
        new Intents(local)
            .apply(
                List.of(
                    Write.version(path, apart),
                    Write.withoutManifest(path, before).orElseThrow())));
  }

  private Map<String, IndexedManifest> shown() {
    var heads = Stages.await(local.of(Ledger.DEV, path.name()));
    return Stages.await(ShownManifests.of(local, path, heads, Runnable::run));
  }

  private String packument(Map<String, IndexedManifest> shown) throws IOException {
    var source = new PackumentSource.Versions(List.copyOf(shown.values()), Map.of());
    var plan =
        PackumentPlan.packument(path.name(), List.of(source), Form.FULL, "http://weir.example/");
    var out = new ByteArrayOutputStream();
    DocumentReader none = (from, to, sink) -> {};
    plan.write(List.of(none), out::write);
    return out.toString(StandardCharsets.UTF_8);
  }
}
