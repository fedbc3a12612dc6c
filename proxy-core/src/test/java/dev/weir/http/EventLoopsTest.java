package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class EventLoopsTest {
  @Test
  void nativeTransportIsTakenWhereItLoads() {
    var loops = EventLoops.start(1);

    assertThat(loops.serverChannel())
        .isEqualTo(
            Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class);
    TestServer.await(loops.closeAsync());
    assertThat(loops.group().isTerminated()).isTrue();
  }

  @Test
  void zeroThreadsIsOnePerCore() {
    var loops = EventLoops.nio(0);

    assertThat(StreamSupport.stream(loops.group().spliterator(), false).count())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    TestServer.await(loops.closeAsync());
  }

  @Test
  void threadsAreNamed() {
    var loops = EventLoops.nio(1);
    var name = new CompletableFuture<String>();
    loops.group().execute(() -> name.complete(Thread.currentThread().getName()));

    assertThat(TestServer.await(name)).startsWith("weir-loop-");
    TestServer.await(loops.closeAsync());
  }
}
