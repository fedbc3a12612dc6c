package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.OverloadedException;
import dev.weir.io.ByteStream;
import dev.weir.testing.LeaksCheckedAfterAll;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

@LeaksCheckedAfterAll
class PartByPartTest {
  private static final Executor HERE = Runnable::run;

  @Test
  void theNextPartComesWhenTheOneBeforeIsWorkedOn() {
    var body = new Parts("one", "two");
    var first = new CompletableFuture<Void>();
    var seen = new StringBuilder();

    var done =
        PartByPart.through(
            body,
            part -> {
              seen.append(text(part)).append(' ');
              return seen.length() == 4 ? first : CompletableFuture.completedFuture(null);
            },
            HERE);

    assertThat(seen).hasToString("one ");
    assertThat(body.parts).hasSize(1);
    first.complete(null);
    assertThat(done.toCompletableFuture()).isCompleted();
    assertThat(seen).hasToString("one two ");
  }

  @Test
  void whatAWorkerThrowsReachesWhoWaits() {
    var done =
        PartByPart.through(
            new Parts("one"),
            part -> {
              part.release();
              throw new StackOverflowError("deep");
            },
            HERE);

    assertThatThrownBy(done.toCompletableFuture()::join)
        .hasCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void aWorkersFailureEndsTheWork() {
    var body = new Parts("one", "two");
    var done =
        PartByPart.through(
            body,
            part -> {
              part.release();
              return CompletableFuture.failedFuture(new IllegalStateException("full"));
            },
            HERE);

    assertThatThrownBy(done.toCompletableFuture()::join).hasMessageContaining("full");
    assertThat(body.parts).hasSize(1);
    body.close();
  }

  @Test
  void aPartThatTheExecutorDoesNotTakeIsReleased() {
    var body = new Parts("one");
    var part = body.parts.element();

    var done =
        PartByPart.through(
            body,
            never -> {
              throw new AssertionError("worked on");
            },
            task -> {
              throw new OverloadedException("full");
            });

    assertThatThrownBy(done.toCompletableFuture()::join)
        .hasCauseInstanceOf(OverloadedException.class);
    assertThat(part.refCnt()).isZero();
  }

  private static String text(ByteBuf part) {
    try {
      return part.toString(StandardCharsets.US_ASCII);
    } finally {
      part.release();
    }
  }

  /** Gives its parts at once. */
  private static final class Parts implements ByteStream {
    final ArrayDeque<ByteBuf> parts = new ArrayDeque<>();

    Parts(String... texts) {
      List.of(texts)
          .forEach(
              text -> parts.add(Unpooled.copiedBuffer(text.getBytes(StandardCharsets.US_ASCII))));
    }

    @Override
    public OptionalLong length() {
      return OptionalLong.empty();
    }

    @Override
    public CompletionStage<Optional<ByteBuf>> next() {
      return CompletableFuture.completedFuture(Optional.ofNullable(parts.poll()));
    }

    @Override
    public void close() {
      parts.forEach(ByteBuf::release);
      parts.clear();
    }
  }
}
