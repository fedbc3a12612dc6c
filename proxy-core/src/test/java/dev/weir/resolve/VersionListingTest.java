package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.OriginType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionListingTest {
  private static final VersionQuery NEWEST_FIRST =
      new VersionQuery(Optional.empty(), Optional.empty(), true);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 49, 50, 51})
  void partsOfAnySizeListEachVersionOnceInEitherOrder(int limit) {
    var records = new ArrayList<>(numbered(50));
    Collections.shuffle(records, new Random(limit));

    assertThat(all(VersionQuery.ALL, limit, records)).isSorted().hasSize(50);
    assertThat(all(NEWEST_FIRST, limit, records))
        .containsExactlyElementsOf(
            IntStream.range(0, 50).mapToObj(i -> "1.0." + (49 - i)).toList());
  }

  @Test
  void versionsThatComeMeanwhileMoveNothingThatFollows() {
    var records = new ArrayList<>(numbered(10));
    var listed = new ArrayList<String>();
    Optional<VersionPlace> after = Optional.empty();
    do {
      var part = part(NEWEST_FIRST, after, 3, records);
      listed.addAll(part.map(ListedVersion::version));
      after = part.next();
      records.add(Ledger.record("pkg", "2.0." + records.size(), 10_000 + records.size()));
    } while (after.isPresent());

    assertThat(listed)
        .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "1.0." + (9 - i)).toList());
  }

  @Test
  void versionsOfOneMomentStandByName() {
    var records = List.of(Ledger.record("pkg", "2.0.0", 5), Ledger.record("pkg", "1.0.0", 5));

    assertThat(all(NEWEST_FIRST, 1, records)).containsExactly("1.0.0", "2.0.0");
  }

  @Test
  void statusAndOriginFilter() {
    var records = numbered(2);

    assertThat(all(query("Published", null), 10, records)).hasSize(2);
    assertThat(all(query("Archived", null), 10, records)).isEmpty();
    assertThat(all(query(null, OriginType.EXTERNAL), 10, records)).hasSize(2);
    assertThat(all(query(null, OriginType.INTERNAL), 10, records)).isEmpty();
  }

  @Test
  void aVersionWhoseManifestCannotBeReadIsNotListed() {
    var spoiled =
        new VersionRecord(
            1,
            "3.0.0",
            "Published",
            "public:npmjs",
            "x.tgz",
            1,
            Optional.of("AAAA"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(all(VersionQuery.ALL, 10, List.of(spoiled, Ledger.record("pkg", "1.0.0", 1))))
        .containsExactly("1.0.0");
  }

  @Test
  void theRevisionIsOneAndTheSameForTheSameContentAndAnotherForAnyOther() {
    var one = Ledger.record("pkg", "1.0.0", 1).listed().orElseThrow();
    var later = Ledger.record("pkg", "1.0.0", 2).listed().orElseThrow();
    var other = Ledger.record("pkg", "1.0.0", 1, ",\"description\":\"d\"").listed().orElseThrow();
    var next = Ledger.record("pkg", "1.0.1", 1).listed().orElseThrow();

    assertThat(one.revision()).matches("[A-Za-z0-9+/]{43}=").isEqualTo(later.revision());
    assertThat(List.of(one.revision(), other.revision(), next.revision())).doesNotHaveDuplicates();
  }

  private static VersionQuery query(@Nullable String status, @Nullable OriginType origin) {
    return new VersionQuery(Optional.ofNullable(status), Optional.ofNullable(origin), false);
  }

  private static List<VersionRecord> numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Ledger.record("pkg", "1.0." + i, 1000 + i))
        .toList();
  }

  private static List<String> all(VersionQuery query, int limit, List<VersionRecord> records) {
    var versions = new ArrayList<String>();
    Optional<VersionPlace> after = Optional.empty();
    do {
      var part = part(query, after, limit, records);
      versions.addAll(part.map(ListedVersion::version));
      after = part.next();
    } while (after.isPresent());
    return versions;
  }

  private static Listed<ListedVersion, VersionPlace> part(
      VersionQuery query, Optional<VersionPlace> after, int limit, List<VersionRecord> records) {
    var listing = new VersionListing(query, after, limit);
    records.forEach(listing::offer);
    return listing.listed();
  }
}
