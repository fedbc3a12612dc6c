package dev.weir.system;

import dev.weir.config.DataSize;
import dev.weir.config.MemoryPlan;
import dev.weir.config.SettingsInput;
import dev.weir.config.SettingsLoader;
import dev.weir.config.SettingsResult;
import dev.weir.daemon.Daemon;
import dev.weir.testing.FixtureRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A daemon in this process, with a data folder of its own, that can be stopped and started again on
 * it. Its settings are made the way a command line's are.
 */
final class WeirUnderTest implements AutoCloseable {
  private static final DataSize MEMORY = DataSize.mebibytes(512);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path data;
  private final List<String> settings;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private Daemon.Running running;

  private WeirUnderTest(
      Path data, List<String> settings, Map<String, String> environment, InstantSource clock) {
    this.data = data;
    this.settings = settings;
    this.environment = environment;
    this.clock = clock;
    this.running = start();
  }

  /** A daemon whose public registry is {@code origin}; settings as {@code key=value}. */
  static WeirUnderTest of(FixtureRegistry origin, String... settings) {
    return of(InstantSource.system(), origin, settings);
  }

  static WeirUnderTest of(InstantSource clock, FixtureRegistry origin, String... settings) {
    var all = new ArrayList<String>();
    all.add("external-connections.\"public:npmjs\".url=" + origin.url());
    all.addAll(Arrays.asList(settings));
    return with(clock, all);
  }

  /** A daemon with just these settings. */
  static WeirUnderTest with(InstantSource clock, List<String> settings) {
    return with(clock, settings, Map.of());
  }

  /** A daemon with just these settings and variables of the environment. */
  static WeirUnderTest with(
      InstantSource clock, List<String> settings, Map<String, String> environment) {
    try {
      return new WeirUnderTest(
          Files.createTempDirectory("weir-test"), settings, environment, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shipped repository's base, ending in a slash. */
  String registry() {
    return registry("local/dev");
  }

  String registry(String repository) {
    return url() + "npm/" + repository + "/";
  }

  /** The daemon's root, ending in a slash. */
  String url() {
    return "http://127.0.0.1:" + running.address().getPort() + "/";
  }

  URI uri(String pathInRegistry) {
    return URI.create(registry() + pathInRegistry);
  }

  Path data() {
    return data;
  }

  HttpResponse<String> get(String pathInRegistry, String... headers) {
    return getUrl(registry() + pathInRegistry, headers);
  }

  HttpResponse<String> getUrl(String url, String... headers) {
    return send(request(url, headers).build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(String pathInRegistry, String... headers) {
    return send(
        request(registry() + pathInRegistry, headers).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<Void> head(String pathInRegistry, String... headers) {
    return send(
        request(registry() + pathInRegistry, headers)
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.discarding());
  }

  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A metric's value, of all series whose tags contain {@code tags}; 0 if there is none. */
  double metric(String name, String... tags) {
    return getUrl(url() + "metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> Arrays.stream(tags).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  void restart(String... more) {
    stop();
    settings.addAll(Arrays.asList(more));
    running = start();
  }

  void stop() {
    running.close();
  }

  @Override
  public void close() {
    running.close();
    delete(data);
  }

  private Daemon.Running start() {
    var assignments =
        Stream.concat(Stream.of("port=0", "storage.min-free=16MiB"), settings.stream())
            .map(text -> new SettingsInput.Assignment("--set", text))
            .toList();
    var input =
        new SettingsInput(java.util.Optional.empty(), Map.of(), data, assignments, false, MEMORY);
    var loaded =
        SettingsLoader.load(input)
            .match(
                good -> good,
                bad -> {
                  throw new IllegalArgumentException(bad.problems().toString());
                });
    return start(loaded);
  }

  private Daemon.Running start(SettingsResult.Loaded loaded) {
    var memory = MemoryPlan.of(MEMORY, loaded.settings().memory());
    return Daemon.start(loaded.settings(), data, memory, environment, clock);
  }

  private static HttpRequest.Builder request(String url, String... headers) {
    var builder = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return builder;
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(f -> f.delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
