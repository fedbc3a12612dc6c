package dev.weir.cache;

import dev.weir.model.Integrity;
import dev.weir.storage.BlobWriter;
import dev.weir.storage.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Chooses the digest that a commit is to check. SRI lets content match any one of several digests
 * (section 3.3.5), a commit checks all it is given; with several, which is rare, the content is
 * read once more to see which it can be.
 */
final class AnyOfDigest {
  private static final int PIECE = 256 << 10;

  private AnyOfDigest() {}

  /** The digest that matches, or the first if none does: the commit then fails, naming it. */
  static CompletionStage<Digest> choose(Integrity integrity, BlobWriter writer, CpuPool cpu) {
    var first = integrity.anyOf().get(0);
    if (integrity.anyOf().size() == 1) {
      return CompletableFuture.completedFuture(first);
    }
    return CompletableFuture.supplyAsync(
        () -> {
          var actual = digest(integrity, writer);
          return integrity.accepts(actual) ? actual : first;
        },
        cpu.small());
  }

  private static Digest digest(Integrity integrity, BlobWriter writer) {
    try (var source = new BlobTarget(writer).source()) {
      var hash = MessageDigest.getInstance(integrity.algorithm().jcaName());
      long position = 0;
      while (position < writer.written()) {
        int count = (int) Math.min(PIECE, writer.written() - position);
        hash.update(SourceBytes.read(source, position, count));
        position += count;
      }
      return Digest.of(integrity.algorithm(), hash.digest());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
