package dev.weir.cache;

import dev.weir.io.ByteSource;
import dev.weir.model.PackageName;
import dev.weir.npm.MalformedPackumentException;
import dev.weir.npm.PackageIndex;
import dev.weir.npm.PackumentIndexer;
import dev.weir.npm.PackumentLimits;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One document on its way in: hashed, cut into frames, compressed, written. At most one frame of it
 * is on the heap. Used by one thread at a time, of the CPU pool.
 */
final class DocumentSpool implements AutoCloseable {
  private static final int FIRST_BUFFER = 16 << 10;

  private final SpoolTarget target;
  private final MessageDigest sha256 = sha256();
  private final List<Integer> frames = new ArrayList<>();
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int filled;
  private long length;

  DocumentSpool(SpoolTarget target) {
    this.target = target;
  }

  /** Takes a chunk, which it releases. Completes when the next one may come. */
  CompletionStage<Void> append(ByteBuf chunk) {
    var written = CompletableFuture.<Void>completedFuture(null);
    try {
      while (chunk.isReadable()) {
        if (filled == DocumentFrames.FRAME) {
          var frame = frame();
          written = written.thenCompose(nothing -> target.write(frame)).toCompletableFuture();
        }
        take(chunk);
      }
      return written;
    } finally {
      chunk.release();
    }
  }

  /** The decoded bytes so far. */
  long length() {
    return length;
  }

  /** After the last chunk: the hash of the decoded bytes, hexadecimal SHA-256. */
  String hash() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** After the last chunk: writes what is left. */
  CompletionStage<Void> finish() {
    return filled == 0 ? CompletableFuture.completedFuture(null) : target.write(frame());
  }

  List<Integer> frames() {
    return List.copyOf(frames);
  }

  /** After {@link #finish}: reads the document once more, for its index. Blocks on the store. */
  PackageIndex index(PackageName name, PackumentLimits limits)
      throws IOException, MalformedPackumentException {
    try (var document = document()) {
      return PackumentIndexer.index(name, document, limits);
    }
  }

  /** Writes the index as the last frame; answers its compressed length. */
  CompletionStage<Integer> append(PackageIndex index) {
    var encoded = index.encode();
    var frame = DocumentFrames.compress(encoded, encoded.length);
    return target.write(frame).thenApply(nothing -> frame.length);
  }

  @Override
  public void close() {
    target.close();
  }

  /** A document of one frame still stands in the buffer. */
  private InputStream document() {
    if (frames.size() <= 1) {
      return new ByteArrayInputStream(buffer, 0, (int) length);
    }
    return new DocumentFrames(target.source(), frames, length).stream();
  }

  private void take(ByteBuf chunk) {
    int count = Math.min(chunk.readableBytes(), DocumentFrames.FRAME - filled);
    if (filled + count > buffer.length) {
      int doubled = Math.max(buffer.length * 2, filled + count);
      buffer = Arrays.copyOf(buffer, Math.min(doubled, DocumentFrames.FRAME));
    }
    chunk.readBytes(buffer, filled, count);
    sha256.update(buffer, filled, count);
    filled += count;
    length += count;
  }

  private byte[] frame() {
    var compressed = DocumentFrames.compress(buffer, filled);
    frames.add(compressed.length);
    filled = 0;
    return compressed;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Where frames go. */
  interface SpoolTarget extends AutoCloseable {
    CompletionStage<Void> write(byte[] frame);

    /** What has been written. */
    ByteSource source();

    @Override
    void close();
  }
}
