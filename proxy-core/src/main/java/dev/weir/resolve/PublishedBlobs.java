package dev.weir.resolve;

import dev.weir.cache.AssetRecord;
import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheListener;
import dev.weir.cache.ContentReading;
import dev.weir.cache.Failures;
import dev.weir.cache.HashedContent;
import dev.weir.cache.KeyedTurns;
import dev.weir.cache.StoredTarball;
import dev.weir.storage.BlobId;
import dev.weir.storage.BlobReader;
import dev.weir.storage.BlobStore;
import dev.weir.storage.BlobWriter;
import dev.weir.storage.CorruptBlobException;
import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;
import dev.weir.storage.ExpectedContent;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tarballs that were published here: blobs of the ledger, which are never evicted. */
public final class PublishedBlobs {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedBlobs.class);

  private final BlobStore blobs;
  private final CacheListener listener;

  /** So that no blob is swept between its commit and the record that names it. */
  private final KeyedTurns<String> turns = new KeyedTurns<>();

  public PublishedBlobs(BlobStore blobs, CacheListener listener) {
    this.blobs = blobs;
    this.listener = listener;
  }

  /**
   * Opens a published tarball; the receiver closes its reader, whose reads fail with {@link
   * PublishedCorruptException} if its bytes are damaged, as this does if they are not there.
   */
  CompletionStage<StoredTarball> open(VersionPath path, PublishedAsset asset) {
    return blobs
        .open(asset.blobId())
        .thenApply(
            reader ->
                new StoredTarball(
                    record(asset),
                    new Told(
                        path,
                        reader.orElseThrow(
                            () -> damaged(path, new CorruptBlobException("it is missing"))))));
  }

  /** Those of these versions whose published tarball is not there. */
  CompletionStage<Set<String>> missing(List<VersionRecord> versions) {
    var looked =
        versions.stream()
            .filter(version -> version.published().isPresent())
            .map(this::ifMissing)
            .map(CompletionStage::toCompletableFuture)
            .toList();
    return CompletableFuture.allOf(looked.toArray(CompletableFuture[]::new))
        .thenApply(
            nothing ->
                looked.stream().flatMap(look -> look.join().stream()).collect(Collectors.toSet()));
  }

  private CompletionStage<Optional<String>> ifMissing(VersionRecord version) {
    return bytes(version.published().orElseThrow())
        .thenApply(
            reader -> {
              reader.ifPresent(BlobReader::close);
              return reader.isPresent() ? Optional.empty() : Optional.of(version.version());
            });
  }

  /** Opens its bytes and tells nobody of damage; the receiver closes them. */
  CompletionStage<Optional<BlobReader>> bytes(PublishedAsset asset) {
    return blobs.open(asset.blobId());
  }

  /** Starts one that nobody can see until {@link #commit}; the receiver closes it. */
  CompletionStage<BlobWriter> create() {
    return blobs.create(Set.of());
  }

  /**
   * Makes what was written durable, if it is {@code content}, and runs {@code then}, which has it
   * named by a record. What is stored of the same content already is only kept if it is sound.
   *
   * @param executor what hashes what is stored
   */
  <T> CompletionStage<T> commit(
      BlobWriter writer,
      HashedContent content,
      Executor executor,
      Supplier<CompletionStage<T>> then) {
    return turns.take(
        content.sha512(),
        () ->
            isSound(content, executor)
                .thenCompose(
                    sound ->
                        sound
                            ? CompletableFuture.completedFuture(true)
                            : blobs.delete(new BlobId(sha512(content))))
                .thenCompose(ready -> writer.commit(expected(content)))
                .thenCompose(committed -> then.get()));
  }

  /**
   * Has what was written take the place of the same content where that is damaged or missing, and
   * answers whether it was.
   *
   * @param executor what hashes what is stored
   */
  CompletionStage<Boolean> mend(BlobWriter writer, HashedContent content, Executor executor) {
    return turns.take(
        content.sha512(),
        () ->
            isSound(content, executor)
                .thenCompose(
                    sound ->
                        sound
                            ? CompletableFuture.completedFuture(false)
                            : blobs
                                .delete(new BlobId(sha512(content)))
                                .thenCompose(gone -> writer.commit(expected(content)))
                                .thenApply(PublishedBlobs::mended)));
  }

  private static boolean mended(BlobId id) {
    LOG.info("damaged tarball stored anew, as it was published again: blob={}", id.hex());
    return true;
  }

  private CompletionStage<Boolean> isSound(HashedContent content, Executor executor) {
    return blobs
        .open(new BlobId(sha512(content)))
        .thenCompose(
            reader ->
                reader.isEmpty()
                    ? CompletableFuture.completedFuture(false)
                    : ContentReading.of(reader.get(), executor)
                        .whenComplete((read, failure) -> reader.get().close())
                        .thenApply(read -> read.sha512().equals(content.sha512())))
        .exceptionallyCompose(
            failure ->
                Failures.unwrap(failure) instanceof CorruptBlobException
                    ? CompletableFuture.completedFuture(false)
                    : CompletableFuture.failedFuture(failure));
  }

  private static ExpectedContent expected(HashedContent content) {
    return new ExpectedContent(OptionalLong.of(content.length()), Set.of(sha512(content)));
  }

  private static Digest sha512(HashedContent content) {
    return new Digest(DigestAlgorithm.SHA512, content.sha512());
  }

  /** Deletes a blob that no record names, unless one has come to name it. */
  CompletionStage<Boolean> deleteUnlessNamed(BlobId id, NamedBlobs named) {
    return turns.take(
        id.hex(),
        () ->
            named.condemn(id.hex())
                ? blobs.delete(id).whenComplete((deleted, failure) -> named.deleted(id.hex()))
                : CompletableFuture.completedFuture(false));
  }

  private static AssetRecord record(PublishedAsset asset) {
    return new AssetRecord(
        1, asset.blob(), asset.length(), Optional.empty(), 0, 0, Optional.of(asset.hashes()));
  }

  /** Tells operators of a damaged tarball, and answers what whoever wants it is told. */
  PublishedCorruptException damaged(VersionPath path, CorruptBlobException corrupt) {
    var told = new PublishedCorruptException(path, corrupt);
    LOG.error("{}", told.getMessage());
    listener.integrityFailed(CacheKind.TARBALL);
    return told;
  }

  /** A reader that says whose bytes are damaged. */
  private final class Told implements BlobReader {
    private final VersionPath path;
    private final BlobReader reader;

    Told(VersionPath path, BlobReader reader) {
      this.path = path;
      this.reader = reader;
    }

    @Override
    public BlobId id() {
      return reader.id();
    }

    @Override
    public long length() {
      return reader.length();
    }

    @Override
    public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
      return reader
          .read(offset, maxBytes)
          .exceptionallyCompose(
              failure ->
                  CompletableFuture.failedFuture(
                      Failures.unwrap(failure) instanceof CorruptBlobException corrupt
                          ? damaged(path, corrupt)
                          : failure));
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
