package dev.weir.daemon;

import dev.weir.config.WeirSettings;
import dev.weir.model.ConnectionName;
import dev.weir.upstream.Origin;
import dev.weir.upstream.OriginHealth;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One external connection in {@code /weir/v1/status}.
 *
 * @param url where it leads, without credentials
 * @param state ok, failing, resting, no-address or offline
 * @param detail what that means now, in words
 * @param repositories how many are connected to it
 */
record ConnectionReport(
    String name, Optional<String> url, String state, Optional<String> detail, long repositories) {
  static ConnectionReport of(
      WeirSettings settings,
      ConnectionName name,
      Optional<Origin> origin,
      OriginHealth health,
      long repositories) {
    var state = state(settings, origin, health);
    return new ConnectionReport(
        name.value(),
        origin.map(known -> withoutCredentials(known.base())),
        state,
        detail(settings, state, health),
        repositories);
  }

  private static String state(WeirSettings settings, Optional<Origin> origin, OriginHealth health) {
    if (settings.offline()) {
      return "offline";
    } else if (origin.isEmpty()) {
      return "no-address";
    } else if (health.failing()) {
      return "failing";
    }
    return health.restingFor().isPresent() ? "resting" : "ok";
  }

  private static Optional<String> detail(WeirSettings settings, String state, OriginHealth health) {
    return switch (state) {
      case "offline" -> Optional.of("offline is true: no origin is asked");
      case "no-address" -> Optional.of("no address is known: set external-connections.<name>.url");
      case "failing" ->
          Optional.of(
              "failed %d times or more in a row; asked again every %d s"
                  .formatted(
                      settings.upstream().breakerFailures(),
                      settings.upstream().breakerPause().toSeconds()));
      case "resting" ->
          health
              .restingFor()
              .map(Duration::toSeconds)
              .map(seconds -> "answered 429; asked again in %d s".formatted(seconds + 1));
      default -> Optional.empty();
    };
  }

  private static String withoutCredentials(URI base) {
    var secret = base.getRawUserInfo();
    return secret == null ? base.toString() : base.toString().replace(secret + "@", "");
  }
}
