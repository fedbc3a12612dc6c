package dev.weir.storage;

import static dev.weir.storage.Stages.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Content for tests: random by seed, and the ways in and out of a blob store. */
public final class Content {
  private Content() {}

  /** Incompressible bytes, the same for the same seed. */
  public static byte[] random(long seed, int length) {
    var content = new byte[length];
    new Random(seed).nextBytes(content);
    return content;
  }

  /** A pooled copy, which leaks loudly. */
  public static ByteBuf buffer(byte[] content) {
    return PooledByteBufAllocator.DEFAULT.buffer(content.length).writeBytes(content);
  }

  public static Digest digest(DigestAlgorithm algorithm, byte[] content) {
    var hash = new ContentHash(Set.of(algorithm));
    hash.update(Unpooled.wrappedBuffer(content));
    var digest = hash.finish().get(algorithm);
    if (digest == null) {
      throw new AssertionError("not hashed: " + algorithm);
    }
    return digest;
  }

  public static BlobId id(byte[] content) {
    return new BlobId(digest(DigestAlgorithm.SHA512, content));
  }

  /** Writes a blob in one piece. */
  public static BlobId write(BlobStore blobs, byte[] content) {
    try (var writer = await(blobs.create(Set.of()))) {
      await(writer.write(buffer(content)));
      return await(writer.commit(ExpectedContent.ANY));
    }
  }

  /** Reads a whole visible blob. */
  public static byte[] read(BlobStore blobs, BlobId id) {
    try (var reader = await(blobs.open(id)).orElseThrow()) {
      return read(reader);
    }
  }

  public static byte[] read(BlobReader reader) {
    var content = new ByteArrayOutputStream();
    while (content.size() < reader.length()) {
      content.writeBytes(bytes(reader.read(content.size(), 1 << 20)));
    }
    return content.toByteArray();
  }

  /** The bytes of a buffer, which is released. */
  public static byte[] bytes(CompletionStage<ByteBuf> read) {
    var buffer = await(read);
    try {
      var bytes = new byte[buffer.readableBytes()];
      buffer.readBytes(bytes);
      return bytes;
    } finally {
      buffer.release();
    }
  }
}
