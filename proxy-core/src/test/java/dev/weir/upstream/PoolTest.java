package dev.weir.upstream;

import static dev.weir.upstream.ClientUnderTest.SETTINGS;
import static dev.weir.upstream.ClientUnderTest.path;
import static dev.weir.upstream.ClientUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.config.UpstreamSettings;
import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Found;
import dev.weir.upstream.UpstreamResponse.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PoolTest {
  private RawOrigin origin;
  private ClientUnderTest tested;

  @BeforeEach
  void start() throws IOException {
    origin = RawOrigin.plain(call -> call.reply(200, "hello"));
    tested = new ClientUnderTest(SETTINGS).at(origin.url());
  }

  @AfterEach
  void stop() throws IOException {
    tested.close();
    origin.close();
  }

  @Test
  void connectionIsUsedAgain() throws IOException {
    for (int i = 0; i < 5; i++) {
      tested.body(path("a"));
    }

    assertThat(origin.asked()).hasSize(5);
    assertThat(origin.connections()).isEqualTo(1);
  }

  @Test
  void connectionIsUsedAgainAfterAnError() {
    origin.answers(call -> call.reply(404, "{\"error\":\"not_found\"}"));

    tested.get("a");
    // Its body is read over meanwhile.
    await().until(() -> tested.heard.bytes.get() > 0);
    tested.get("b");

    assertThat(origin.connections()).isEqualTo(1);
  }

  @Test
  void anErrorsLongBodyIsNotReadToItsEnd() {
    origin.answers(call -> call.reply(404, new byte[10 << 20]));

    tested.get("a");

    await().until(() -> origin.openConnections() == 0);
    assertThat(tested.heard.bytes.get()).isLessThan(1 << 20);
  }

  @Test
  void connectionTheOriginClosesIsNotUsedAgain() throws IOException {
    origin.answers(
        call -> {
          call.reply(200, "hello", "Connection: close");
          call.closeSocket();
        });

    tested.body(path("a"));
    tested.body(path("a"));

    assertThat(origin.connections()).isEqualTo(2);
  }

  @Test
  void staleConnectionIsReplacedUnnoticed() throws IOException {
    // As if the origin had closed the idle connection while the second request was on its way.
    origin.answers(
        call -> {
          if (call.number() > 1) {
            call.closeSocket();
          } else {
            call.reply(200, "hello");
          }
        });
    tested.body(path("a"));

    assertThat(tested.body(path("b"))).asString().isEqualTo("hello");

    assertThat(origin.connections()).isEqualTo(2);
    assertThat(origin.asked()).hasSize(3);
    assertThat(tested.heard.answers).hasSize(2).allMatch(answer -> answer instanceof Found);
  }

  @Test
  void idleConnectionIsClosed() throws IOException {
    reopen(SettingsFor.pool(4, 10, Duration.ofMillis(200)));

    tested.body(path("a"));

    await().until(() -> origin.openConnections() == 0);
  }

  @Test
  void requestsBeyondTheConnectionsWaitForOne() throws IOException {
    reopen(SettingsFor.pool(2, 10, Duration.ofSeconds(30)));
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    origin.answers(
        call -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          running.decrementAndGet();
          call.reply(200, "hello");
        });

    // Read as they come, in whatever order that is: each holds its connection until then.
    var all = new ArrayList<CompletionStage<byte[]>>();
    for (int i = 0; i < 8; i++) {
      all.add(
          tested
              .client
              .fetch(path("a"))
              .thenApplyAsync(found -> ClientUnderTest.readAll(((Found) found).body())));
    }
    for (var body : all) {
      assertThat(ClientUnderTest.await(body)).asString().isEqualTo("hello");
    }

    assertThat(origin.connections()).isEqualTo(2);
    assertThat(most.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void requestsBeyondTheQueueAreRefused() throws IOException {
    reopen(SettingsFor.pool(1, 1, Duration.ofSeconds(30)));
    var release = new AtomicBoolean();
    origin.answers(
        call -> {
          await().until(release::get);
          call.reply(200, "hello");
        });
    var first = tested.client.fetch(path("a"));
    await().until(() -> origin.asked().size() == 1);
    var second = tested.client.fetch(path("b")).toCompletableFuture();
    var third = tested.client.fetch(path("c")).toCompletableFuture();

    var refused = ClientUnderTest.await(CompletableFuture.anyOf(second, third));

    assertThat(((Failed) refused).kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(((Failed) refused).detail())
        .isEqualTo(
            "connection public:npmjs: too many requests wait for 127.0.0.1:%d"
                .formatted(origin.port()));
    release.set(true);
    ClientUnderTest.readAll(((Found) ClientUnderTest.await(first)).body());
    var waited = ClientUnderTest.await(second.isDone() ? third : second);
    ClientUnderTest.readAll(((Found) waited).body());
    assertThat(tested.heard.breaker).isEmpty();
  }

  @Test
  void waitingForAConnectionEndsAtTheDeadline() throws IOException {
    reopen(SettingsFor.pool(1, 10, Duration.ofSeconds(30)));
    var release = new AtomicBoolean();
    origin.answers(
        call -> {
          await().until(release::get);
          call.reply(200, "hello");
        });
    var first = tested.client.fetch(path("a"));
    await().until(() -> origin.asked().size() == 1);

    var failed = (Failed) tested.get(request("b", 1000, Duration.ofMillis(200)));

    assertThat(failed.kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(failed.detail()).contains("became free within 200ms");
    release.set(true);
    ClientUnderTest.readAll(((Found) ClientUnderTest.await(first)).body());
    assertThat(tested.body(path("c"))).asString().isEqualTo("hello");
  }

  @Test
  void systemDnsAndNativeLoopsFindLocalhost() throws IOException {
    tested.close();
    tested = new ClientUnderTest().at(origin.at("localhost"));

    assertThat(tested.body(path("a"))).asString().isEqualTo("hello");
  }

  private void reopen(UpstreamSettings settings) throws IOException {
    tested.close();
    tested = new ClientUnderTest(settings).at(origin.url());
  }
}
