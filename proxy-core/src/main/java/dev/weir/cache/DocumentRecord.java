package dev.weir.cache;

import dev.weir.storage.BlobId;
import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;
import dev.weir.upstream.Validators;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an origin's document, and where it is:
 *
 * <pre>
 * {"v":1,"blob":"9b71d2…","length":131625,"hash":"6ca13d…","frames":[16899],"indexLength":7210,
 *  "etag":"\"abc\"","lastModified":null,"checkedAt":1764000000000,"freshFor":120000}
 * </pre>
 *
 * <p>The blob is the document's zstd frames, each of {@link DocumentFrames#FRAME} decoded bytes but
 * the last, then the package index as one more frame.
 *
 * @param length of the document, decoded, in bytes
 * @param hash SHA-256 of the decoded document, hexadecimal
 * @param frames the compressed lengths of the frames, in bytes
 * @param indexLength the compressed length of the index, in bytes
 * @param checkedAt when the origin last said that this is current, epoch milliseconds; 0 after a
 *     purge
 * @param freshFor how long it may be taken for current after that, milliseconds
 */
public record DocumentRecord(
    int v,
    String blob,
    long length,
    String hash,
    List<Integer> frames,
    int indexLength,
    Optional<String> etag,
    Optional<String> lastModified,
    long checkedAt,
    long freshFor) {
  static final int VERSION = 1;
  static final JsonRecord<DocumentRecord> FORMAT = new JsonRecord<>(DocumentRecord.class);

  public DocumentRecord {
    frames = List.copyOf(frames);
  }

  BlobId blobId() {
    return new BlobId(new Digest(DigestAlgorithm.SHA512, blob));
  }

  Validators validators() {
    return new Validators(etag, lastModified);
  }

  Instant freshUntil() {
    return Instant.ofEpochMilli(checkedAt + freshFor);
  }

  /** The same document, of which nobody knows whether it is current. */
  DocumentRecord expired() {
    return new DocumentRecord(v, blob, length, hash, frames, indexLength, etag, lastModified, 0, 0);
  }

  /** What the blob takes, in bytes. */
  long storedLength() {
    return indexOffset() + indexLength;
  }

  /** Where the index begins in the blob. */
  long indexOffset() {
    return frames.stream().mapToLong(Integer::longValue).sum();
  }

  /** The same document, found current at {@code now}. */
  DocumentRecord checked(Validators current, Instant now, Duration fresh) {
    return new DocumentRecord(
        v,
        blob,
        length,
        hash,
        frames,
        indexLength,
        current.etag().or(() -> etag),
        current.lastModified().or(() -> lastModified),
        now.toEpochMilli(),
        fresh.toMillis());
  }
}
