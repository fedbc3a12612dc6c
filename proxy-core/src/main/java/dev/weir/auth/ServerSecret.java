package dev.weir.auth;

import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordStore;
import dev.weir.storage.StoreFormatException;
import dev.weir.storage.Table;
import dev.weir.storage.Versioned;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one secret of a data folder, from which every key of the daemon is derived: for what it signs
 * and gives away, such as tokens, and wants to know again after a restart.
 *
 * <p>It is 32 random bytes, made by whoever opens the ledger first and never changed. A ledger that
 * is restored from a backup brings its secret along, so what was signed before holds. Immutable.
 */
public final class ServerSecret {
  /** Secrets by name; there is one, {@code server}: a byte 1 for this format, then 32 bytes. */
  public static final Table TABLE = new Table("secrets");

  private static final Key SERVER = Key.of("server");
  private static final byte FORMAT = 1;
  private static final int LENGTH = 32;

  private final SecretKeySpec key;

  private ServerSecret(byte[] record) {
    if (record.length != 1 + LENGTH || record[0] != FORMAT) {
      throw new StoreFormatException(
          "record server of table secrets: %d bytes (expected: %d, the first of them %d)"
              .formatted(record.length, 1 + LENGTH, FORMAT));
    }
    this.key = new SecretKeySpec(record, 1, LENGTH, "HmacSHA256");
  }

  /**
   * Reads the secret of a ledger, or makes it. Two who open at once get the same. Completes on the
   * store's threads; fails as the store does, and with {@link StoreFormatException} for a record
   * that this version cannot read.
   */
  public static CompletionStage<ServerSecret> open(RecordStore ledger, SecureRandom random) {
    return ledger
        .get(TABLE, SERVER)
        .thenCompose(
            found ->
                found
                    .map(ServerSecret::read)
                    .map(CompletableFuture::completedStage)
                    .orElseGet(() -> make(ledger, random)));
  }

  private static CompletionStage<ServerSecret> make(RecordStore ledger, SecureRandom random) {
    var record = new byte[1 + LENGTH];
    random.nextBytes(record);
    record[0] = FORMAT;
    return ledger
        .put(TABLE, SERVER, record, Expected.ABSENT)
        .thenCompose(
            put ->
                put.isPresent()
                    ? CompletableFuture.completedStage(new ServerSecret(record))
                    : theirs(ledger));
  }

  /** Somebody else was first; nobody deletes it. */
  private static CompletionStage<ServerSecret> theirs(RecordStore ledger) {
    return ledger.get(TABLE, SERVER).thenApply(found -> read(found.orElseThrow()));
  }

  private static ServerSecret read(Versioned record) {
    return new ServerSecret(record.value());
  }

  /**
   * A key of 32 bytes for one purpose, the same at each call; the key of one purpose says nothing
   * about another's. This is the expand step of HKDF (RFC 5869, 2.3) with SHA-256 for a single
   * block; the extract step is for secrets that are not uniformly random.
   *
   * @param purpose a short name that is used for nothing else, such as {@code tokens}
   */
  public byte[] derive(String purpose) {
    var info = purpose.getBytes(StandardCharsets.UTF_8);
    var block = Arrays.copyOf(info, info.length + 1);
    block[info.length] = 1;
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(block);
    } catch (GeneralSecurityException missing) {
      // Every Java platform has it, and takes any key.
      throw new IllegalStateException(missing);
    }
  }

  @Override
  public String toString() {
    return "ServerSecret[hidden]";
  }
}
