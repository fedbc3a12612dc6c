package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmRegistryDiscoveryTest {
  private final ExecutorService executor = Executors.newSingleThreadExecutor();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void answerIsTheAddressWithASlashAtItsEnd() throws Exception {
    assertThat(discover("echo http://registry.example/npm"))
        .contains(URI.create("http://registry.example/npm/"));
  }

  @Test
  void npmIsAskedWithoutItsVariablesAndWithTwoEmptyFiles() throws Exception {
    var script =
        """
        seen="%s"
        for word; do
          case $word in
            --userconfig=*|--globalconfig=*) file=${word#*=}; [ -f "$file" ] && [ ! -s "$file" ] && echo "$file" >> "$seen" ;;
          esac
        done
        env | cut -d= -f1 >> "$seen"
        pwd >> "$seen"
        echo "http://registry.example/"
        """
            .formatted(folder.resolve("seen"));
    var environment = new HashMap<>(System.getenv());
    environment.put("npm_config_registry", "http://127.0.0.1:1/");
    environment.put("NPM_CONFIG_USERCONFIG", "/x");
    environment.put("Npm_Config_Cache", "/x");
    environment.put("KEPT", "yes");

    var answer = discover(script, environment, Duration.ofSeconds(10));

    assertThat(answer).isPresent();
    var seen = Files.readAllLines(folder.resolve("seen"));
    assertThat(seen)
        .contains("KEPT")
        .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("npm_config"));
    assertThat(seen.get(0)).endsWith("/user");
    assertThat(seen.get(1)).endsWith("/global");
    assertThat(Path.of(seen.get(seen.size() - 1))).doesNotExist();
  }

  @Test
  void slowNpmIsKilledWithItsChildren() throws Exception {
    var script = "sleep 600 & echo $! > '%s'; wait".formatted(folder.resolve("pid"));

    var answer = discover(script, System.getenv(), Duration.ofSeconds(1));

    assertThat(answer).isEmpty();
    long child = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    await()
        .untilAsserted(
            () -> assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty());
  }

  @Test
  void missingNpmIsNoAnswer() throws Exception {
    var discovery =
        new NpmRegistryDiscovery(
            folder.resolve("no-npm").toString(), Map.of(), Duration.ofSeconds(10), executor);

    assertThat(discovery.discover().toCompletableFuture().get(20, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void whatIsNoAddressIsNoAnswer() throws Exception {
    assertThat(discover("echo undefined")).isEmpty();
    assertThat(discover("echo file:///srv/registry")).isEmpty();
    assertThat(discover("exit 0")).isEmpty();
    assertThat(discover("echo http://registry.example/; exit 1")).isEmpty();
  }

  @Test
  void npmOfThisMachineHasAnAnswer() throws Exception {
    var answer =
        new NpmRegistryDiscovery(executor)
            .discover()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);

    assumeThat(npmIsInstalled()).isTrue();
    assertThat(answer).isPresent();
    assertThat(answer.get().getScheme()).isIn("http", "https");
    assertThat(answer.get().getPath()).endsWith("/");
  }

  private static boolean npmIsInstalled() {
    for (String entry : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(entry, "npm"))) {
        return true;
      }
    }
    return false;
  }

  private Optional<URI> discover(String script) throws Exception {
    return discover(script, System.getenv(), Duration.ofSeconds(10));
  }

  private Optional<URI> discover(String script, Map<String, String> environment, Duration limit)
      throws Exception {
    var discovery = new NpmRegistryDiscovery(npm(script), environment, limit, executor);
    return discovery.discover().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private String npm(String script) throws IOException {
    Path npm = Files.writeString(folder.resolve("npm"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(npm, PosixFilePermissions.fromString("rwxr-xr-x"));
    return npm.toString();
  }
}
