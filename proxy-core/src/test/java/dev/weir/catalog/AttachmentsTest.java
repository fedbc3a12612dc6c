package dev.weir.catalog;

import static dev.weir.catalog.Fixtures.name;
import static dev.weir.catalog.Fixtures.refusal;
import static dev.weir.catalog.Fixtures.refusalKind;
import static dev.weir.catalog.Fixtures.team;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.catalog.CatalogException.Kind;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tags and permission policies of domains and repositories. */
final class AttachmentsTest {
  private static final ResourcePolicy FIRST = new ResourcePolicy("{\"a\":1}", "rev1");
  private static final ResourcePolicy SECOND = new ResourcePolicy("{\"a\":2}", "rev2");

  @Test
  void tagsAreAddedReplacedAndSortedByKey() {
    var domain = team().tag(Map.of("b", "1", "a", "1")).tag(Map.of("b", "2", "B", "other"));

    assertThat(domain.tags())
        .containsExactly(Map.entry("B", "other"), Map.entry("a", "1"), Map.entry("b", "2"));
  }

  @Test
  void tagsThatAreNotThereAreTakenOffWithoutAWord() {
    var domain = team().tag(Map.of("a", "1", "b", "2")).untag(List.of("a", "zz"));

    assertThat(domain.tags()).containsOnlyKeys("b");
  }

  @Test
  void tagsOfARepositoryAreItsOwn() {
    var domain = team("app", "base").tag(name("app"), Map.of("a", "1"));

    assertThat(domain.tags()).isEmpty();
    assertThat(domain.existing(name("base")).tags()).isEmpty();
    assertThat(domain.existing(name("app")).tags()).containsOnlyKeys("a");
    assertThat(domain.untag(name("app"), List.of("a"))).isEqualTo(team("app", "base"));
  }

  @Test
  void twoHundredTagsAreGoodAndOneMoreIsNot() {
    var domain = team("app").tag(tags(200)).tag(name("app"), tags(200));

    assertThat(domain.tag(Map.of("k0", "new")).tags()).hasSize(200);
    assertThat(refusal(() -> domain.tag(Map.of("more", ""))))
        .hasMessage("tags of team: 201 (expected: <= 200)")
        .extracting(CatalogException::kind)
        .isEqualTo(Kind.TOO_MANY_TAGS);
    assertThat(refusal(() -> domain.tag(name("app"), Map.of("more", ""))).resource())
        .isEqualTo("team/app");
  }

  @Test
  void tagsCannotBeChangedBehindTheDomain() {
    var given = new TreeMap<>(Map.of("a", "1"));
    var domain = team().tag(given);
    given.put("b", "2");

    assertThat(domain.tags()).containsOnlyKeys("a");
    assertThatThrownBy(() -> domain.tags().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void keysAndValuesHaveLimits() {
    assertThatThrownBy(() -> team().tag(Map.of("", "")))
        .hasMessage("tag key: 0 characters (expected: 1 to 128)");
    assertThatThrownBy(() -> team().tag(Map.of("k".repeat(129), "")))
        .hasMessage("tag key: 129 characters (expected: 1 to 128)");
    assertThatThrownBy(() -> team().tag(Map.of("k", "v".repeat(257))))
        .hasMessageContaining("value of tag k");
    assertThat(team().tag(Map.of("k".repeat(128), "v".repeat(256))).tags()).hasSize(1);
  }

  @Test
  void aPolicyIsReplacedAsAWhole() {
    var domain = team("app").putPolicy(FIRST, null).putPolicy(SECOND, null);

    assertThat(domain.policy()).contains(SECOND);
    assertThat(domain.existing(name("app")).policy()).isEmpty();
    assertThat(domain.putPolicy(name("app"), FIRST, null).existing(name("app")).policy())
        .contains(FIRST);
  }

  @Test
  void anExpectedRevisionMustBeThePresentOne() {
    var domain = team("app").putPolicy(FIRST, null).putPolicy(name("app"), FIRST, null);

    assertThat(domain.putPolicy(SECOND, "rev1").policy()).contains(SECOND);
    assertThat(refusal(() -> domain.putPolicy(SECOND, "rev0")))
        .hasMessage("policy revision of team: rev0 (expected: rev1)")
        .extracting(CatalogException::kind)
        .isEqualTo(Kind.REVISION_MISMATCH);
    assertThat(refusalKind(() -> domain.deletePolicy("rev0"))).isEqualTo(Kind.REVISION_MISMATCH);
    assertThat(refusalKind(() -> domain.putPolicy(name("app"), SECOND, "rev0")))
        .isEqualTo(Kind.REVISION_MISMATCH);
    assertThat(refusal(() -> domain.deletePolicy(name("app"), "rev0")).resource())
        .isEqualTo("team/app");
    assertThat(domain.deletePolicy("rev1").deletePolicy(name("app"), null)).isEqualTo(team("app"));
  }

  @Test
  void aRevisionIsExpectedInVainWhereThereIsNoPolicy() {
    assertThat(refusal(() -> team().putPolicy(FIRST, "rev1")))
        .hasMessage("policy revision of team: rev1 (expected: none)")
        .extracting(CatalogException::kind)
        .isEqualTo(Kind.REVISION_MISMATCH);
    assertThat(refusalKind(() -> team().deletePolicy(null))).isEqualTo(Kind.NO_POLICY);
    assertThat(refusalKind(() -> team().deletePolicy("rev1"))).isEqualTo(Kind.NO_POLICY);
  }

  @Test
  void attachmentsOutliveOtherChanges() {
    var domain =
        team("app", "store")
            .encryptedWith("a-key")
            .tag(Map.of("a", "1"))
            .putPolicy(FIRST, null)
            .tag(name("app"), Map.of("b", "2"))
            .putPolicy(name("app"), SECOND, null)
            .describe(name("app"), "changed")
            .updateUpstreams(name("app"), Fixtures.names("store"))
            .associate(name("store"), Fixtures.NPMJS)
            .remove(name("store"));

    assertThat(domain.encryptionKey()).contains("a-key");
    assertThat(domain.tags()).containsOnlyKeys("a");
    assertThat(domain.policy()).contains(FIRST);
    assertThat(domain.existing(name("app")).tags()).containsOnlyKeys("b");
    assertThat(domain.existing(name("app")).policy()).contains(SECOND);
  }

  @Test
  void unknownRepositoriesAreRefused() {
    var nowhere = name("nowhere");

    assertThat(refusalKind(() -> team().tag(nowhere, Map.of()))).isEqualTo(Kind.UNKNOWN_REPOSITORY);
    assertThat(refusalKind(() -> team().untag(nowhere, List.of())))
        .isEqualTo(Kind.UNKNOWN_REPOSITORY);
    assertThat(refusalKind(() -> team().putPolicy(nowhere, FIRST, null)))
        .isEqualTo(Kind.UNKNOWN_REPOSITORY);
    assertThat(refusalKind(() -> team().deletePolicy(nowhere, null)))
        .isEqualTo(Kind.UNKNOWN_REPOSITORY);
  }

  @Test
  void everyPutHasARevisionOfItsOwn() {
    var random = new SplittableRandom(1);
    var revisions =
        IntStream.range(0, 1000)
            .mapToObj(i -> ResourcePolicy.fresh("{}", random).revision())
            .collect(Collectors.toSet());

    assertThat(revisions).hasSize(1000).allMatch(revision -> revision.matches("\\S{44}"));
  }

  @Test
  void aPolicyHasItsLimits() {
    assertThatThrownBy(() -> new ResourcePolicy("", "r"))
        .hasMessage("policy document: 0 characters (expected: 1 to 7168)");
    assertThatThrownBy(() -> new ResourcePolicy("x".repeat(7169), "r"))
        .hasMessage("policy document: 7169 characters (expected: 1 to 7168)");
    assertThatThrownBy(() -> new ResourcePolicy("{}", "a b"))
        .hasMessageStartingWith("policy revision: a b");
    assertThatThrownBy(() -> new ResourcePolicy("{}", "r".repeat(51)))
        .hasMessageStartingWith("policy revision: ");
    assertThat(new ResourcePolicy("\uD83D\uDE00".repeat(7168), "r").revision()).isEqualTo("r");
  }

  private static Map<String, String> tags(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> ""));
  }
}
