package dev.weir.storage;

import static dev.weir.storage.Stages.await;
import static dev.weir.storage.Stages.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every record store keeps. A backend's test extends this and says how to open one. */
public abstract class RecordStoreContract {
  protected static final Table COLOURS = new Table("colours");
  protected static final Table SHAPES = new Table("shapes");

  protected Store store;
  protected RecordStore records;

  /** An empty store, which the subclass closes after the test, whether or not the test did. */
  protected abstract Store open(Table... tables) throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open(COLOURS, SHAPES);
    records = store.records();
  }

  @Test
  void whatIsPutIsGot() {
    var version = put(Key.of("a", "b"), "red").orElseThrow();

    var got = await(records.get(COLOURS, Key.of("a", "b"))).orElseThrow();

    assertThat(got.version()).isEqualTo(version);
    assertThat(got.value()).isEqualTo("red".getBytes(UTF_8));
    assertThat(get(Key.of("a"))).isEmpty();
    assertThat(await(records.get(SHAPES, Key.of("a", "b")))).isEmpty();
  }

  @Test
  void valueIsCopied() {
    var value = "red".getBytes(UTF_8);
    var put = records.put(COLOURS, Key.of("a"), value, Expected.ANYTHING);
    value[0] = 'X';
    await(put);

    assertThat(get(Key.of("a"))).contains("red");
  }

  @Test
  void emptyValueAndEmptyKeyAndEmptyPartsAreFine() {
    put(Key.of(), "none");
    put(Key.of(""), "one");
    put(Key.of("", ""), "");

    assertThat(get(Key.of())).contains("none");
    assertThat(get(Key.of(""))).contains("one");
    assertThat(get(Key.of("", ""))).contains("");
  }

  @Test
  void largeValueIsFine() {
    var value = Content.random(1, 3_000_000);
    await(records.put(COLOURS, Key.of("large"), value, Expected.ANYTHING));

    assertThat(await(records.get(COLOURS, Key.of("large"))).orElseThrow().value()).isEqualTo(value);
  }

  @Test
  void absentIsExpected() {
    assertThat(putIf(Key.of("a"), "red", Expected.ABSENT)).isPresent();
    assertThat(putIf(Key.of("a"), "blue", Expected.ABSENT)).isEmpty();

    assertThat(get(Key.of("a"))).contains("red");
  }

  @Test
  void sameVersionIsExpected() {
    var first = put(Key.of("a"), "red").orElseThrow();
    var second = putIf(Key.of("a"), "blue", Expected.same(first)).orElseThrow();

    assertThat(second).isNotEqualTo(first);
    assertThat(putIf(Key.of("a"), "green", Expected.same(first))).isEmpty();
    assertThat(putIf(Key.of("b"), "green", Expected.same(first))).isEmpty();
    assertThat(get(Key.of("a"))).contains("blue");
    assertThat(get(Key.of("b"))).isEmpty();
  }

  @Test
  void deletionHasAConditionToo() {
    var version = put(Key.of("a"), "red").orElseThrow();

    assertThat(await(records.delete(COLOURS, Key.of("a"), Expected.ABSENT))).isFalse();
    assertThat(delete(Key.of("a"), Expected.same(new Version(-1)))).isFalse();
    assertThat(delete(Key.of("a"), Expected.same(version))).isTrue();
    assertThat(delete(Key.of("a"), Expected.ANYTHING)).isFalse();
    assertThat(delete(Key.of("a"), Expected.ABSENT)).isFalse();
    assertThat(get(Key.of("a"))).isEmpty();
  }

  @Test
  void versionIsNotUsedAgainAfterADeletion() {
    var versions = new HashSet<Version>();
    for (int i = 0; i < 10; i++) {
      assertThat(versions.add(put(Key.of("a"), "red").orElseThrow())).isTrue();
      delete(Key.of("a"), Expected.ANYTHING);
    }
    var stale = versions.iterator().next();
    put(Key.of("a"), "blue");

    assertThat(putIf(Key.of("a"), "green", Expected.same(stale))).isEmpty();
  }

  @Test
  void noUpdateIsLost() {
    put(Key.of("count"), "0");
    var threads = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 8; i++) {
      threads.add(CompletableFuture.runAsync(() -> increment(25)));
    }
    threads.forEach(Stages::await);

    assertThat(get(Key.of("count"))).contains("200");
  }

  @Test
  void onlyOneOfManyCreates() {
    var puts = new ArrayList<CompletableFuture<Optional<Version>>>();
    for (int i = 0; i < 20; i++) {
      var value = Integer.toString(i).getBytes(UTF_8);
      puts.add(records.put(COLOURS, Key.of("a"), value, Expected.ABSENT).toCompletableFuture());
    }

    assertThat(puts.stream().map(Stages::await).filter(Optional::isPresent)).hasSize(1);
  }

  @Test
  void scanFindsWhatStartsWithThePrefixInOrder() {
    put(Key.of("a"), "1");
    put(Key.of("a", "x"), "2");
    put(Key.of("a", "x", "y"), "3");
    put(Key.of("a", "xx"), "4");
    put(Key.of("a "), "5");
    put(Key.of("aa"), "6");
    put(Key.of("b"), "7");

    assertThat(scan(Key.of("a"))).containsExactly("1", "2", "3", "4");
    assertThat(scan(Key.of("a", "x"))).containsExactly("2", "3");
    assertThat(scan(Key.of())).containsExactly("1", "2", "3", "4", "5", "6", "7");
    assertThat(scan(Key.of("c"))).isEmpty();
  }

  @Test
  void keysSortByTheirUtf8Bytes() {
    put(Key.of("z"), "1");
    put(Key.of("é"), "2");
    put(Key.of("\uFFEE"), "3");
    put(Key.of("😀"), "4"); // sorts before U+FFEE by Java's chars, behind it by bytes

    assertThat(scan(Key.of())).containsExactly("1", "2", "3", "4");
  }

  @Test
  void scanGoesOnWhereItLeftOff() {
    for (int i = 0; i < 25; i++) {
      put(Key.of("p", "%02d".formatted(i)), Integer.toString(i));
    }
    put(Key.of("q"), "no");

    var seen = new ArrayList<String>();
    var page = await(records.scan(COLOURS, Key.of("p"), Optional.empty(), 10));
    seen.addAll(values(page));
    while (page.next().isPresent()) {
      assertThat(page.entries()).hasSize(10);
      page = await(records.scan(COLOURS, Key.of("p"), page.next(), 10));
      seen.addAll(values(page));
    }

    assertThat(seen).hasSize(25).doesNotHaveDuplicates().startsWith("0", "1").endsWith("24");
  }

  @Test
  void aPartOfAScanEndsWithTheRecordThatFillsIt() {
    var half = Content.random(1, RecordPage.FULL / 2);
    for (int i = 0; i < 5; i++) {
      await(records.put(COLOURS, Key.of("p", "k" + i), half, Expected.ANYTHING));
    }

    var sizes = new ArrayList<Integer>();
    Optional<Key> from = Optional.empty();
    do {
      var page = await(records.scan(COLOURS, Key.of("p"), from, 100));
      sizes.add(page.entries().size());
      from = page.next();
    } while (from.isPresent());

    assertThat(sizes).containsExactly(2, 2, 1);
  }

  @Test
  void aRecordLongerThanAPartIsOneOfItsOwn() {
    var longer = Content.random(1, 3 * RecordPage.FULL);
    for (int i = 0; i < 2; i++) {
      await(records.put(COLOURS, Key.of("p", "k" + i), longer, Expected.ANYTHING));
    }

    var first = await(records.scan(COLOURS, Key.of("p"), Optional.empty(), 100));
    var second = await(records.scan(COLOURS, Key.of("p"), first.next(), 100));

    assertThat(first.entries()).hasSize(1);
    assertThat(second.entries()).hasSize(1);
    assertThat(second.next()).isEmpty();
  }

  @Test
  void scanSeesWhatStandsStillExactlyOnce() {
    for (int i = 0; i < 10; i++) {
      put(Key.of("p", "k" + i), "k" + i);
    }
    var first = await(records.scan(COLOURS, Key.of("p"), Optional.empty(), 5));

    // The very record at which the scan goes on is deleted, and others come around it.
    await(records.delete(COLOURS, first.next().orElseThrow(), Expected.ANYTHING));
    put(Key.of("p", "a"), "a");
    put(Key.of("p", "k77"), "k77");
    var second = await(records.scan(COLOURS, Key.of("p"), first.next(), 50));

    assertThat(values(first)).containsExactly("k0", "k1", "k2", "k3", "k4");
    assertThat(values(second)).containsExactly("k6", "k7", "k77", "k8", "k9");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void scanFromOutsideThePrefixStaysWithinIt() {
    put(Key.of("a"), "1");
    put(Key.of("b"), "2");
    put(Key.of("c"), "3");

    var before = await(records.scan(COLOURS, Key.of("b"), Optional.of(Key.of("a")), 5));
    var after = await(records.scan(COLOURS, Key.of("b"), Optional.of(Key.of("c")), 5));

    assertThat(values(before)).containsExactly("2");
    assertThat(after.entries()).isEmpty();
    assertThat(after.next()).isEmpty();
  }

  @Test
  void scanThatFitsHasNoNext() {
    put(Key.of("a"), "1");

    assertThat(await(records.scan(COLOURS, Key.of(), Optional.empty(), 1)).next()).isEmpty();
    assertThat(failure(records.scan(COLOURS, Key.of(), Optional.empty(), 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tableThatWasNotDeclaredIsRefused() {
    var other = new Table("other");

    for (var refused :
        List.of(
            records.get(other, Key.of("a")),
            records.put(other, Key.of("a"), new byte[1], Expected.ANYTHING),
            records.delete(other, Key.of("a"), Expected.ANYTHING),
            records.scan(other, Key.of("a"), Optional.empty(), 1))) {
      assertThat(failure(refused)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void closedStoreRefusesEverything() {
    put(Key.of("a"), "1");
    var inHand = records.get(COLOURS, Key.of("a"));
    await(store.closeAsync());

    assertThat(inHand.toCompletableFuture()).isDone().isNotCompletedExceptionally();
    for (var refused :
        List.of(
            records.get(COLOURS, Key.of("a")),
            records.put(COLOURS, Key.of("a"), new byte[1], Expected.ANYTHING),
            records.delete(COLOURS, Key.of("a"), Expected.ANYTHING),
            records.scan(COLOURS, Key.of("a"), Optional.empty(), 1))) {
      assertThat(failure(refused)).isInstanceOf(StorageClosedException.class);
    }
  }

  private void increment(int times) {
    for (int done = 0; done < times; ) {
      var now = await(records.get(COLOURS, Key.of("count"))).orElseThrow();
      var next = Integer.parseInt(new String(now.value(), UTF_8)) + 1;
      var put = putIf(Key.of("count"), Integer.toString(next), Expected.same(now.version()));
      done += put.isPresent() ? 1 : 0;
    }
  }

  private Optional<Version> put(Key key, String value) {
    return putIf(key, value, Expected.ANYTHING);
  }

  private Optional<Version> putIf(Key key, String value, Expected expected) {
    return await(records.put(COLOURS, key, value.getBytes(UTF_8), expected));
  }

  private boolean delete(Key key, Expected expected) {
    return await(records.delete(COLOURS, key, expected));
  }

  private Optional<String> get(Key key) {
    return await(records.get(COLOURS, key)).map(RecordStoreContract::text);
  }

  private List<String> scan(Key prefix) {
    return values(await(records.scan(COLOURS, prefix, Optional.empty(), 100)));
  }

  private static List<String> values(RecordPage page) {
    return page.entries().stream().map(entry -> text(entry.record())).toList();
  }

  private static String text(Versioned record) {
    return new String(record.value(), UTF_8);
  }
}
