package dev.weir.config;

import dev.weir.model.ConnectionName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one record can't see: settings that don't go together. A setting that is already known to be
 * wrong is left out, since its default has taken its place.
 */
final class CrossChecks {
  private static final String IPV4 = "[0-9]{1,3}(\\.[0-9]{1,3}){3}";

  private final WeirSettings settings;
  private final Map<String, String> origins;
  private final Problems problems;

  CrossChecks(WeirSettings settings, Map<String, String> origins, Problems problems) {
    this.settings = settings;
    this.origins = origins;
    this.problems = problems;
  }

  void run(SettingsInput input) {
    checkMode();
    checkBind(input.insecure());
    checkMemory(input.defaultMemory());
    checkTimes();
    settings.externalConnections().keySet().stream().sorted().forEach(this::checkConnection);
    new BootstrapChecks(settings, this::report).run();
  }

  private void checkMode() {
    if (settings.auth().mode().equals("enforced")) {
      report(KeyPath.of("auth", "mode"), "enforced", "open; enforced comes with a later version");
    }
  }

  private void checkBind(boolean insecure) {
    KeyPath key = KeyPath.of("bind");
    var address = address(settings.bind());
    if (address.isEmpty()) {
      report(key, settings.bind(), "an IP address or localhost");
    } else if (!address.get().isLoopbackAddress() && !insecure) {
      var expected =
          "a loopback address, since auth.mode is open and anyone who reaches it may do"
              + " everything; --insecure allows it";
      report(key, settings.bind(), expected);
    }
  }

  /** Never asks a name server. */
  private static Optional<InetAddress> address(String bind) {
    if (bind.equals("localhost")) {
      return Optional.of(InetAddress.getLoopbackAddress());
    }
    if (!bind.matches(IPV4) && !bind.contains(":")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bind));
    } catch (UnknownHostException notOne) {
      return Optional.empty();
    }
  }

  private void checkMemory(DataSize defaultTotal) {
    if (problems.concerns("memory")) {
      return;
    }
    DataSize total = settings.memory().total().orElse(defaultTotal);
    MemoryPlan plan = MemoryPlan.of(total, settings.memory());
    if (plan.parts().bytes() > total.bytes()) {
      var expected =
          "<= %s together with the rest of the process; memory.total is %s"
              .formatted(new DataSize(total.bytes() - plan.fixed().bytes()), total);
      report(
          KeyPath.of("memory"),
          "hot %s, in-flight %s, block-cache %s"
              .formatted(plan.hot(), plan.inFlight(), plan.blockCache()),
          expected);
    }
    DataSize index = settings.packument().indexMemory();
    DataSize most = new DataSize(plan.heap().bytes() / 2);
    if (index.bytes() > most.bytes()) {
      var expected = "<= %s, half of the heap that memory.total %s leaves".formatted(most, total);
      report(KeyPath.of("packument", "index-memory"), index, expected);
    }
  }

  private void checkTimes() {
    UpstreamSettings upstream = settings.upstream();
    atMost("connect-timeout", upstream.connectTimeout(), "head-deadline", upstream.headDeadline());
    atMost(
        "first-byte-timeout",
        upstream.firstByteTimeout(),
        "head-deadline",
        upstream.headDeadline());
    Duration grace = settings.storage().sweepGrace();
    if (grace.compareTo(upstream.totalTimeout()) <= 0) {
      var limit = DurationText.format(upstream.totalTimeout());
      report(
          KeyPath.of("storage", "sweep-grace"),
          DurationText.format(grace),
          "> upstream.total-timeout, which is " + limit,
          KeyPath.of("upstream", "total-timeout"));
    }
  }

  private void atMost(String key, Duration value, String limitKey, Duration limit) {
    if (value.compareTo(limit) > 0) {
      report(
          KeyPath.of("upstream", key),
          DurationText.format(value),
          "<= upstream.%s, which is %s".formatted(limitKey, DurationText.format(limit)),
          KeyPath.of("upstream", limitKey));
    }
  }

  private void checkConnection(String name) {
    try {
      new ConnectionName(name);
    } catch (IllegalArgumentException bad) {
      KeyPath key = KeyPath.of("external-connections", name);
      problems.addMessage(key, key + ": " + bad.getMessage(), origin(key));
    }
  }

  private void report(KeyPath key, Object value, String expected, KeyPath... involved) {
    boolean known =
        Stream.concat(Stream.of(key), Stream.of(involved))
            .anyMatch(each -> problems.concerns(each.toString()));
    if (!known) {
      problems.add(key, value.toString(), expected, origin(key));
    }
  }

  private String origin(KeyPath key) {
    return origins.getOrDefault(key.toString(), "");
  }
}
