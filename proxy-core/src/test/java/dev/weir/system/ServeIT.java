package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/weir serve}: what a person sees, and what it exits with. */
class ServeIT {
  @TempDir Path data;

  @Test
  void itPrintsSettingsAddressAndALineToPasteAndExitsZeroOnSigterm() throws Exception {
    try (var origin = FixtureRegistry.start();
        var weir = serve("--set", "packument.client-max-age=5s", origin(origin))) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      var registry = weir.registry();

      assertThat(weir.output())
          .contains("packument.client-max-age=5s", "npm config set registry " + registry);
      assertThat(get(registry + "pkg").statusCode()).isEqualTo(200);
      // exec: the launcher's process id is the daemon's.
      assertThat(ProcessHandle.of(weir.pid()).orElseThrow().info().command().orElse(""))
          .endsWith("java");
      assertThat(weir.terminate()).isZero();
      assertThat(weir.output()).contains("weir: stopped");
    }
  }

  @Test
  void aSecondDaemonOnOneDataFolderExitsTwoAndSaysWhy() {
    try (var first = serve()) {
      first.registry();
      try (var second = serve()) {
        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.output()).contains(data.toString()).doesNotContain("\tat ");
      }
      assertThat(first.terminate()).isZero();
    }
  }

  @Test
  void aPortInUseExitsTwoAndNamesThePort() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var weir =
            WeirProcess.serve(
                "--data", data.toString(), "--port", Integer.toString(taken.getLocalPort()))) {
      assertThat(weir.exitCode()).isEqualTo(2);
      assertThat(weir.output())
          .contains(Integer.toString(taken.getLocalPort()))
          .doesNotContain("\tat ");
    }
  }

  @Test
  void allConfigurationErrorsAreToldAtOnceAndItExitsTwo() {
    try (var weir =
        serve("--set", "prot=1", "--set", "http.idle-timeout=soon", "--bind", "0.0.0.0")) {
      assertThat(weir.exitCode()).isEqualTo(2);
      assertThat(weir.output()).contains("prot", "port", "http.idle-timeout", "soon", "--insecure");
    }
  }

  @Test
  void enforcedModeIsRefusedUntilItComes() {
    try (var weir = serve("--set", "auth.mode=enforced")) {
      assertThat(weir.exitCode()).isEqualTo(2);
      assertThat(weir.output()).contains("enforced");
    }
  }

  @Test
  void aRunningExchangeIsFinishedBeforeItStops() throws Exception {
    try (var origin = FixtureRegistry.start();
        var weir = serve(origin(origin))) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(2_000_000));
      var path = FixtureRegistry.tarballPath("pkg", "1.0.0");
      origin.fault(path, dev.weir.testing.server.Fault.always().throttle(1_000_000));
      var reply =
          HttpClient.newHttpClient()
              .sendAsync(
                  HttpRequest.newBuilder(URI.create(weir.registry() + path.substring(1))).build(),
                  HttpResponse.BodyHandlers.ofByteArray());
      org.awaitility.Awaitility.await().until(() -> origin.requests(path) == 1);

      assertThat(weir.terminate()).isZero();

      assertThat(reply.get().body()).isEqualTo(origin.tarball("pkg", "1.0.0").bytes());
    }
  }

  private WeirProcess serve(String... more) {
    var arguments = new java.util.ArrayList<>(java.util.List.of("--port", "0"));
    arguments.addAll(java.util.List.of("--data", data.toString()));
    arguments.addAll(java.util.List.of(more));
    return WeirProcess.serve(arguments.toArray(String[]::new));
  }

  private static String origin(FixtureRegistry origin) {
    return "--set=external-connections.\"public:npmjs\".url=" + origin.url();
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
