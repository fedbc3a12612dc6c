package dev.weir.daemon;

import dev.weir.config.SettingsResult;
import dev.weir.config.WeirSettings;
import dev.weir.model.RepositoryId;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/** What a person who starts the daemon wants to know: settings, addresses, one line to paste. */
final class Announcement {
  private final PrintWriter out;

  Announcement(PrintWriter out) {
    this.out = out;
  }

  void print(SettingsResult.Loaded loaded, Path data, InetSocketAddress address) {
    var base = base(loaded.settings(), address);
    out.println("weir " + DaemonVersion.text() + " is ready");
    loaded.file().ifPresent(file -> out.println("  configuration  " + file));
    loaded.differing().forEach(setting -> out.println("  setting        " + setting));
    out.println("  data           " + data);
    out.println("  metrics        " + base + "/metrics");
    var repository = first(loaded.settings());
    repository.ifPresent(
        id -> {
          var url = base + "/npm/" + id + "/";
          out.println("  registry       " + url);
          out.println();
          out.println("Use it:  npm config set registry " + url);
        });
    out.flush();
  }

  /** The repository to show: the shipped one, else the first that bootstrap declares. */
  private static Optional<RepositoryId> first(WeirSettings settings) {
    var all =
        settings.bootstrap().domains().entrySet().stream()
            .flatMap(
                domain ->
                    domain.getValue().repositories().keySet().stream()
                        .map(repository -> RepositoryId.of(domain.getKey(), repository)))
            .sorted()
            .toList();
    var shipped = RepositoryId.of("local", "dev");
    return all.contains(shipped) ? Optional.of(shipped) : all.stream().findFirst();
  }

  private static String base(WeirSettings settings, InetSocketAddress address) {
    return settings
        .publicUrl()
        .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
        .orElseGet(() -> "http://" + host(address) + ":" + address.getPort());
  }

  private static String host(InetSocketAddress address) {
    var ip = address.getAddress();
    if (ip.isAnyLocalAddress()) {
      return "127.0.0.1";
    }
    var text = ip.getHostAddress();
    return text.contains(":") ? "[" + text + "]" : text;
  }
}
