package dev.weir.daemon;

import dev.weir.cache.Reachability;
import dev.weir.io.ByteStream;
import dev.weir.model.ConnectionName;
import dev.weir.upstream.UpstreamClient;
import dev.weir.upstream.UpstreamRequest;
import dev.weir.upstream.UpstreamRequest.Target;
import dev.weir.upstream.UpstreamResponse;
import dev.weir.upstream.Validators;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An origin in memory that has one package of one version, and nothing else. */
final class OnePackage implements UpstreamClient, Reachability {
  static final String NAME = "rehearsal";

  private static final byte[] TARBALL = new byte[12 * 1024];
  private static final byte[] PACKUMENT =
      """
      {"name":"%1$s","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{"name":"%1$s",\
      "version":"1.0.0","dependencies":{"a":"^1.0.0"},"dist":{"integrity":"sha512-%2$s",\
      "tarball":"https://registry.example/%1$s/-/%1$s-1.0.0.tgz"}}},\
      "time":{"1.0.0":"2020-01-01T00:00:00.000Z"}}"""
          .formatted(NAME, sha512(TARBALL))
          .getBytes(StandardCharsets.UTF_8);

  @Override
  public CompletionStage<UpstreamResponse> fetch(UpstreamRequest request) {
    return CompletableFuture.completedFuture(answer(request.target()));
  }

  private static UpstreamResponse answer(Target target) {
    if (target instanceof Target.Tarball) {
      return found(TARBALL);
    }
    return ((Target.Path) target).encoded().equals(NAME)
        ? found(PACKUMENT)
        : new UpstreamResponse.NotFound(404);
  }

  private static UpstreamResponse found(byte[] bytes) {
    return new UpstreamResponse.Found(
        Validators.NONE, Optional.of(Duration.ofMinutes(5)), new Body(bytes));
  }

  @Override
  public boolean askable(ConnectionName connection) {
    return true;
  }

  @Override
  public UpstreamResponse unasked(ConnectionName connection) {
    return new UpstreamResponse.NotFound(404);
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    return CompletableFuture.completedFuture(null);
  }

  private static String sha512(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** All of it at once. */
  private static final class Body implements ByteStream {
    private final byte[] bytes;
    private boolean given;

    Body(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public OptionalLong length() {
      return OptionalLong.of(bytes.length);
    }

    @Override
    public CompletionStage<Optional<ByteBuf>> next() {
      var rest = given ? Optional.<ByteBuf>empty() : Optional.of(Unpooled.copiedBuffer(bytes));
      given = true;
      return CompletableFuture.completedFuture(rest);
    }

    @Override
    public void close() {}
  }
}
