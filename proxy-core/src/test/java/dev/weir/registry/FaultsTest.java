package dev.weir.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.OverloadedException;
import dev.weir.http.ServiceException;
import dev.weir.http.TellingSource;
import dev.weir.io.ByteSource;
import dev.weir.storage.CorruptBlobException;
import dev.weir.storage.IntegrityException;
import dev.weir.storage.StorageFullException;
import dev.weir.storage.StorageOverloadedException;
import dev.weir.upstream.UpstreamBodyException;
import dev.weir.upstream.UpstreamResponse;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client is told when a body's source fails before its first byte. */
class FaultsTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new OverloadedException("full"), 503),
        Arguments.of(new StorageOverloadedException("full"), 503),
        Arguments.of(new StorageFullException("full"), 503),
        Arguments.of(new CorruptBlobException("spoiled"), 503),
        Arguments.of(new IntegrityException("other bytes"), 502),
        Arguments.of(broken(UpstreamResponse.Kind.RESET), 502),
        Arguments.of(broken(UpstreamResponse.Kind.TIMEOUT), 504));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aSourceThatFailsIsTold(RuntimeException failure, int status) {
    var later =
        new TellingSource(
            failing(() -> CompletableFuture.failedFuture(new CompletionException(failure))),
            Faults::told);
    var atOnce =
        new TellingSource(
            failing(
                () -> {
                  throw failure;
                }),
            Faults::told);

    for (var source : java.util.List.of(later, atOnce)) {
      assertThatThrownBy(() -> source.read(0, 1).toCompletableFuture().join())
          .cause()
          .isInstanceOfSatisfying(
              ServiceException.class, said -> assertThat(said.status().code()).isEqualTo(status));
    }
  }

  @Test
  void aDefectStaysADefect() {
    var defect = new IllegalStateException("a bug");

    assertThat(Faults.told(new CompletionException(defect))).isSameAs(defect);
  }

  private static UpstreamBodyException broken(UpstreamResponse.Kind kind) {
    return new UpstreamBodyException(kind, "broke off");
  }

  private static ByteSource failing(java.util.function.Supplier<CompletionStage<ByteBuf>> read) {
    return new ByteSource() {
      @Override
      public long length() {
        return 10;
      }

      @Override
      public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
        return read.get();
      }

      @Override
      public void close() {}
    };
  }
}
