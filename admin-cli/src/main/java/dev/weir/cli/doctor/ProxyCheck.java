package dev.weir.cli.doctor;

import dev.weir.cli.remote.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether clients would ask a proxy for the registry. npm takes the proxies of the environment for
 * plain HTTP and for this machine too.
 */
final class ProxyCheck {
  private static final String NAME = "proxy";
  private static final Set<String> VARIABLES =
      Set.of("http_proxy", "https_proxy", "all_proxy", "proxy");

  private ProxyCheck() {}

  static List<Finding> of(RegistryUrl registry, Map<String, String> environment, NpmSettings npm) {
    var proxies = proxies(environment, npm);
    if (proxies.isEmpty()) {
      return List.of(Finding.ok(NAME, "none is configured"));
    }
    var host = registry.host();
    var exceptions = exceptions(environment, npm);
    if (isExcepted(host, exceptions)) {
      return List.of(Finding.ok(NAME, "%s is excepted from proxies".formatted(host)));
    }
    var all = new ArrayList<>(exceptions);
    all.add(host);
    var text = "%s leads to a proxy, for %s too".formatted(proxies.get(0).where(), host);
    var advice = "export NO_PROXY=" + String.join(",", all);
    return List.of(
        Endpoint.isLoopback(host)
            ? Finding.fail(NAME, text + ", which no proxy can reach", advice)
            : Finding.warn(NAME, text, advice + " unless the proxy is the way to it"));
  }

  private static List<Setting> proxies(Map<String, String> environment, NpmSettings npm) {
    var variables =
        environment.entrySet().stream()
            .filter(each -> VARIABLES.contains(each.getKey().toLowerCase(Locale.ROOT)))
            .filter(each -> !each.getValue().isEmpty())
            .map(each -> new Setting(each.getKey(), each.getValue(), each.getKey()))
            .sorted(Comparator.comparing(Setting::key));
    var settings =
        Stream.of("proxy", "https-proxy")
            .flatMap(key -> npm.setting(key).stream())
            .filter(each -> !Set.of("null", "false", "").contains(each.value()));
    return Stream.concat(variables, settings).toList();
  }

  private static List<String> exceptions(Map<String, String> environment, NpmSettings npm) {
    var variable =
        Optional.ofNullable(environment.get("NO_PROXY"))
            .or(() -> Optional.ofNullable(environment.get("no_proxy")));
    var text = npm.value("noproxy").or(() -> variable).orElse("");
    return Stream.of(text.split("[,\\s]+", -1)).filter(each -> !each.isEmpty()).toList();
  }

  /** As npm does: what ends in the same parts between dots; a star is no part. */
  static boolean isExcepted(String host, List<String> exceptions) {
    return exceptions.stream()
        .map(each -> each.startsWith(".") ? each.substring(1) : each)
        .anyMatch(each -> host.equalsIgnoreCase(each) || ends(host, each));
  }

  private static boolean ends(String host, String suffix) {
    return host.toLowerCase(Locale.ROOT).endsWith("." + suffix.toLowerCase(Locale.ROOT));
  }
}
