package dev.weir.resolve;

import dev.weir.cache.CpuPool;
import dev.weir.cache.DocumentFrames;
import dev.weir.cache.DocumentGoneException;
import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.cache.Failures;
import dev.weir.cache.LoadedDocument;
import dev.weir.cache.OverloadedException;
import dev.weir.npm.IndexedManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes a record of a version that a connection's stored packument has, as a repository keeps it.
 * No origin is asked.
 */
final class StoredVersions {
  private final Documents documents;
  private final CpuPool cpu;
  private final InstantSource clock;

  StoredVersions(Documents documents, CpuPool cpu, InstantSource clock) {
    this.documents = documents;
    this.cpu = cpu;
    this.clock = clock;
  }

  /**
   * The record; empty if no packument is stored, or it does not have the version. One that is
   * replaced while it is read is looked for once more.
   */
  CompletionStage<Optional<VersionRecord>> find(DocumentKey key, String version) {
    return look(key, version)
        .exceptionallyCompose(
            failure ->
                Failures.unwrap(failure) instanceof DocumentGoneException
                    ? look(key, version)
                    : CompletableFuture.failedFuture(failure));
  }

  private CompletionStage<Optional<VersionRecord>> look(DocumentKey key, String version) {
    return documents
        .stored(key)
        .thenCompose(
            document ->
                document
                    .filter(found -> found.index().find(version) >= 0)
                    .map(found -> record(found, version).thenApply(Optional::of))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  private CompletionStage<VersionRecord> record(LoadedDocument document, String version) {
    return documents
        .open(document)
        .thenCompose(frames -> manifestLater(document, version, frames))
        .thenApply(
            manifest ->
                VersionRecord.retained(document.key().connection(), manifest, clock.millis()));
  }

  private CompletionStage<IndexedManifest> manifestLater(
      LoadedDocument document, String version, DocumentFrames frames) {
    try {
      return CompletableFuture.supplyAsync(() -> manifest(document, version, frames), cpu.small());
    } catch (OverloadedException refused) {
      frames.close();
      throw refused;
    }
  }

  private static IndexedManifest manifest(
      LoadedDocument document, String version, DocumentFrames frames) {
    try (frames) {
      return IndexedManifest.of(document.index(), document.index().find(version), frames);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
