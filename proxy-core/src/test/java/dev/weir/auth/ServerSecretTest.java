package dev.weir.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.StoreFormatException;
import dev.weir.storage.Table;
import dev.weir.storage.Version;
import dev.weir.storage.Versioned;
import dev.weir.storage.memory.MemoryStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A ledger has one secret, whoever opens it and however often. */
class ServerSecretTest {
  private final RecordStore ledger = new MemoryStore("ledger", ServerSecret.TABLE).records();

  @Test
  void secretIsTheSameAfterARestart() {
    var first = open(ledger);
    var second = open(ledger);

    assertThat(second.derive("tokens")).isEqualTo(first.derive("tokens"));
  }

  @Test
  void twoLedgersHaveTwoSecrets() {
    var other = new MemoryStore("other", ServerSecret.TABLE).records();

    assertThat(open(other).derive("tokens")).isNotEqualTo(open(ledger).derive("tokens"));
  }

  @Test
  void twoStartsAtOnceAgree() {
    var late = new LateReader(ledger);
    late.meanwhile = () -> open(ledger);

    var second = open(late);

    assertThat(second.derive("tokens")).isEqualTo(open(ledger).derive("tokens"));
  }

  @Test
  void purposesHaveKeysOfTheirOwn() {
    var secret = open(ledger);

    assertThat(secret.derive("tokens"))
        .hasSize(32)
        .isEqualTo(secret.derive("tokens"))
        .isNotEqualTo(secret.derive("page-tokens"));
  }

  /** HMAC-SHA256 of the purpose and a byte 1, as another program has it. */
  @Test
  void keysAreDerivedAsTheStandardSays() {
    put(HexFormat.of().parseHex("01" + "077709362c2e32df0ddc3f0dc47bba63".repeat(2)));

    assertThat(HexFormat.of().formatHex(open(ledger).derive("tokens")))
        .isEqualTo("99ea5e1ddb24f256c5e28cdd4860227c2491f15d750265472c52ae69c3beb239");
  }

  @Test
  void recordOfAnotherFormatIsNotGuessedAt() {
    put(new byte[] {2, 3});

    assertThatThrownBy(() -> open(ledger))
        .hasRootCauseInstanceOf(StoreFormatException.class)
        .hasRootCauseMessage(
            "record server of table secrets: 2 bytes (expected: 33, the first of them 1)");
  }

  @Test
  void secretDoesNotShowInLogs() {
    assertThat(open(ledger).toString()).isEqualTo("ServerSecret[hidden]");
  }

  private void put(byte[] record) {
    ledger
        .put(ServerSecret.TABLE, Key.of("server"), record, Expected.ABSENT)
        .toCompletableFuture()
        .join();
  }

  private static ServerSecret open(RecordStore ledger) {
    return ServerSecret.open(ledger, new SecureRandom()).toCompletableFuture().join();
  }

  /** A store whose first read comes back after somebody else has done something. */
  private static final class LateReader implements RecordStore {
    private final RecordStore store;
    private Runnable meanwhile = () -> {};

    LateReader(RecordStore store) {
      this.store = store;
    }

    @Override
    public CompletionStage<Optional<Versioned>> get(Table table, Key key) {
      var found = store.get(table, key);
      var once = meanwhile;
      meanwhile = () -> {};
      once.run();
      return found;
    }

    @Override
    public CompletionStage<Optional<Version>> put(
        Table table, Key key, byte[] value, Expected expected) {
      return store.put(table, key, value, expected);
    }

    @Override
    public CompletionStage<Boolean> delete(Table table, Key key, Expected expected) {
      return store.delete(table, key, expected);
    }

    @Override
    public CompletionStage<RecordPage> scan(
        Table table, Key prefix, Optional<Key> from, int limit) {
      return store.scan(table, prefix, from, limit);
    }
  }
}
