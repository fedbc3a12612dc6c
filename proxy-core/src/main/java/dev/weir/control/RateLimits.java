package dev.weir.control;

import dev.weir.config.RateSettings;
import dev.weir.http.ClientAddresses;
import dev.weir.http.RateLimit;
import dev.weir.http.Request;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code quota.rates}, held against requests before anything else of them is looked at. Each quota
 * that is on is asked in turn: that of the token or, without one, of the address, then the
 * operation's own, then that of reads or of changes. Thread-safe.
 */
final class RateLimits {
  /** The access key of a signed request: its signature is another one each time. */
  private static final Pattern ACCESS_KEY = Pattern.compile("Credential=([^/,\\s]+)/");

  /** In characters; our own tokens are a third of that. */
  private static final int MAX_TOKEN = 1024;

  private static final String ALL = "";

  private final Map<Operation, RateLimit<String>> byOperation = new EnumMap<>(Operation.class);
  private final RateLimit<String> reads;
  private final RateLimit<String> changes;
  private final RateLimit<String> byToken;
  private final RateLimit<String> byAddress;
  private final boolean addressesCount;
  private final ClientAddresses addresses;

  /**
   * @param addresses where requests come from, trusted proxies aside
   */
  RateLimits(RateSettings rates, ClientAddresses addresses, InstantSource clock) {
    this.addresses = addresses;
    addressesCount = rates.perAddress() > 0;
    reads = new RateLimit<>(rates.read(), 1, clock);
    changes = new RateLimit<>(rates.write(), 1, clock);
    byToken = new RateLimit<>(rates.perToken(), rates.maxKeys(), clock);
    byAddress = new RateLimit<>(rates.perAddress(), rates.maxKeys(), clock);
    Map.of(
            Operation.COPY_PACKAGE_VERSIONS, rates.copyPackageVersions(),
            Operation.GET_AUTHORIZATION_TOKEN, rates.getAuthorizationToken(),
            Operation.GET_PACKAGE_VERSION_ASSET, rates.getPackageVersionAsset(),
            Operation.LIST_PACKAGES, rates.listPackages(),
            Operation.LIST_PACKAGE_VERSIONS, rates.listPackageVersions(),
            Operation.LIST_PACKAGE_VERSION_ASSETS, rates.listPackageVersionAssets(),
            Operation.PUBLISH_PACKAGE_VERSION, rates.publishPackageVersion())
        .forEach((operation, rate) -> byOperation.put(operation, new RateLimit<>(rate, 1, clock)));
  }

  /**
   * Throws a {@link ControlException} that says when to come back, if a quota is used up. The
   * client's own quota comes first: what it is refused takes nothing from all the others.
   */
  void check(Operation operation, Request request) {
    ofClient(request);
    var own = byOperation.get(operation);
    if (own != null) {
      take(own, ALL, "requests of " + operation.title());
    }
    take(
        operation.changes() ? changes : reads,
        ALL,
        operation.changes() ? "requests that change something" : "requests that read");
  }

  private void ofClient(Request request) {
    var credential = request.headers().get(HttpHeaderNames.AUTHORIZATION);
    if (credential == null && addressesCount) {
      take(byAddress, addresses.of(request), "requests of one address without a token");
    } else if (credential != null) {
      take(byToken, token(credential), "requests with one token");
    }
  }

  private static void take(RateLimit<String> limit, String key, String what) {
    limit
        .take(key)
        .ifPresent(
            wait -> {
              throw ControlException.throttled(
                  "rate exceeded: too many %s (quota.rates); try again in %d ms"
                      .formatted(what, Math.max(1, wait.toMillis())),
                  seconds(wait));
            });
  }

  /** Of a bounded size, whatever the client sent; not hashed, since this is an event loop. */
  private static String token(String credential) {
    var accessKey = ACCESS_KEY.matcher(credential);
    var whose = accessKey.find() ? accessKey.group(1) : credential;
    return whose.length() <= MAX_TOKEN ? whose : whose.substring(0, MAX_TOKEN);
  }

  private static long seconds(Duration wait) {
    return wait.plusMillis(999).toSeconds();
  }
}
