package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.RepositoryId;
import dev.weir.policy.OriginRestrictions;
import dev.weir.policy.OriginRestrictions.Restriction;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageListingTest {
  private static final int MANY = 100_000;

  private final Ledger ledger = new Ledger();

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 999, 1000, 2499, 2500, 2501})
  void partsOfAnySizeListEachPackageOnce(int limit) {
    var names = addNumbered(2500);

    assertThat(all(PackageQuery.ALL, limit, MANY, part -> {})).isEqualTo(names);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void whatStandsStillIsListedOnceWhileOthersComeAndGo(int seed) {
    var random = new Random(seed);
    var standing = addNumbered(500);
    var passing = new ArrayList<String>();

    var listed =
        all(
            PackageQuery.ALL,
            7,
            MANY,
            part -> {
              for (int i = 0; i < 5; i++) {
                var name = "pkg-%04d-%d".formatted(random.nextInt(500), random.nextInt(100));
                ledger.add(name, "1.0.0");
                passing.add(name);
              }
              if (passing.size() > 20) {
                ledger.remove(passing.remove(random.nextInt(passing.size())));
              }
              // The very package with which the next part begins, too.
              part.next().filter(passing::contains).ifPresent(ledger::remove);
            });

    assertThat(listed).doesNotHaveDuplicates().isSorted();
    assertThat(listed).containsAll(standing);
  }

  @Test
  void aPartLooksAtNoMoreRecordsThanAllowedAndGoesOnByToken() {
    addNumbered(100);
    var none = new PackageQuery(NameFilter.ALL, restrictions -> false);

    var first = listing(none, 10, 30).from("");

    assertThat(first.items()).isEmpty();
    assertThat(first.next()).contains("pkg-0030");
    assertThat(all(none, 10, 30, part -> {})).isEmpty();
    assertThat(all(PackageQuery.ALL, 1000, 30, part -> {})).hasSize(100);
  }

  @Test
  void prefixesAreAppliedToScopesAndNames() {
    for (var name :
        List.of("@a/react", "@a/redux", "@ab/react", "@b/react-dom", "0react", "react", "vue")) {
      ledger.add(name, "1.0.0");
    }

    assertThat(names(Optional.empty(), "")).hasSize(7);
    assertThat(names(Optional.of("a"), "")).containsExactly("@a/react", "@a/redux", "@ab/react");
    assertThat(names(Optional.of("a"), "rea")).containsExactly("@a/react", "@ab/react");
    assertThat(names(Optional.empty(), "rea"))
        .containsExactly("@a/react", "@ab/react", "@b/react-dom", "react");
    assertThat(names(Optional.empty(), "0")).containsExactly("0react");
    assertThat(names(Optional.empty(), "zoo")).isEmpty();
    assertThat(names(Optional.empty(), "\0")).isEmpty();
  }

  @Test
  void aPrefixLooksOnlyAtWhatBeginsSo() {
    addNumbered(3000);
    ledger.add("zoo", "1.0.0");
    var zoo = new PackageQuery(new NameFilter(Optional.empty(), "zo"), any -> true);

    // A batch where scopes would be, and then right at the name.
    assertThat(listing(zoo, 10, 1001).from("").items()).hasSize(1);
    assertThat(all(zoo, 10, 2, part -> {})).containsExactly("zoo");
  }

  @Test
  void theFirstVersionsOriginDecidesTheControls() {
    ledger.add("outside", "1.0.0");
    put("published", "{\"v\":1,\"since\":1,\"origin\":\"INTERNAL\"}");
    put("older", "{\"v\":1,\"since\":1}");
    put("spoiled", "{");

    var listed = listing(PackageQuery.ALL, 10, MANY).from("").items();

    assertThat(listed)
        .extracting(one -> one.name().value() + " " + one.restrictions())
        .containsExactly(
            "older " + new OriginRestrictions(Restriction.BLOCK, Restriction.ALLOW),
            "outside " + new OriginRestrictions(Restriction.BLOCK, Restriction.ALLOW),
            "published " + new OriginRestrictions(Restriction.ALLOW, Restriction.BLOCK));
  }

  @Test
  void otherRepositoriesAreNotLookedAt() {
    ledger.add(RepositoryId.of("local", "dev2"), "other", Ledger.record("other", "1.0.0", 1));
    ledger.add(RepositoryId.of("local2", "dev"), "other", Ledger.record("other", "1.0.0", 1));

    assertThat(listing(PackageQuery.ALL, 10, MANY).from("").items()).isEmpty();
  }

  private List<String> addNumbered(int count) {
    var names = IntStream.range(0, count).mapToObj("pkg-%04d"::formatted).toList();
    names.forEach(name -> put(name, "{\"v\":1,\"since\":1}"));
    return names;
  }

  private void put(String name, String record) {
    ledger
        .records()
        .put(
            LedgerTables.PACKAGES,
            Key.of("local", "dev", name),
            record.getBytes(StandardCharsets.UTF_8),
            Expected.ABSENT)
        .toCompletableFuture()
        .join();
  }

  private List<String> names(Optional<String> scope, String base) {
    return all(new PackageQuery(new NameFilter(scope, base), any -> true), 2, MANY, part -> {});
  }

  /** All parts, one after the other; {@code between} hears of each before the next is asked for. */
  private List<String> all(
      PackageQuery query, int limit, int maxScan, Consumer<Listed<ListedPackage, String>> between) {
    var names = new ArrayList<String>();
    Optional<String> from = Optional.of("");
    while (from.isPresent()) {
      var part = listing(query, limit, maxScan).from(from.get());
      assertThat(part.items()).hasSizeLessThanOrEqualTo(limit);
      names.addAll(part.map(listed -> listed.name().value()));
      between.accept(part);
      from = part.next();
    }
    return names;
  }

  private PackageListing listing(PackageQuery query, int limit, int maxScan) {
    return new PackageListing(ledger.local(), Ledger.DEV, query, limit, maxScan);
  }
}
