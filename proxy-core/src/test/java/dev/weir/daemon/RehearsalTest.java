package dev.weir.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weir.cache.CpuPool;
import dev.weir.cache.Deadlines;
import dev.weir.config.CpuSettings;
import dev.weir.http.EventLoops;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private final EventLoops loops = EventLoops.start(1);
  private final CpuPool cpu = new CpuPool(CpuSettings.DEFAULTS);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Rehearsal rehearsal = Rehearsal.open(loops, cpu, new Deadlines(timer, cpu.small()));

  @AfterEach
  void close() {
    rehearsal.close();
    loops.closeAsync().toCompletableFuture().join();
    timer.shutdownNow();
    cpu.closeAsync().toCompletableFuture().join();
  }

  @Test
  void itAnswersAsARegistryWithOnePackage() throws Exception {
    var name = OnePackage.NAME;

    assertThat(status(name, "Accept", "application/json")).isEqualTo(200);
    assertThat(status(name + "/-/" + name + "-1.0.0.tgz", "Accept", "*/*")).isEqualTo(200);
    assertThat(status(name + "-unknown", "Accept", "application/json")).isEqualTo(404);
  }

  @Test
  void itsClientReadsEveryAnswerToItsEnd() throws IOException {
    try (var socket = new Socket()) {
      socket.connect(rehearsal.address());
      socket.setSoTimeout(10_000);
      var client = new WarmUpClient(socket, host());
      assertThatCode(
              () -> {
                for (int i = 0; i < 100; i++) {
                  client.askEverything();
                }
              })
          .doesNotThrowAnyException();
      assertThat(socket.getInputStream().available()).isZero();
    }
  }

  private int status(String path, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + host() + "/npm/local/dev/" + path))
            .headers(headers)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private String host() {
    return "127.0.0.1:" + rehearsal.address().getPort();
  }
}
