package dev.weir.system;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.clients.Client;
import dev.weir.testing.documents.FixturePackage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The packages that the clients' tests install. All are years old but for those said to be young.
 */
final class ClientFixtures {
  /** What {@code top: ^1.0.0} brings. */
  static final Set<String> TREE = Set.of("top@1.1.0", "@scope/middle@1.2.0", "leaf@0.2.0");

  private ClientFixtures() {}

  /** Three packages, one of them scoped; {@code top} has a tag besides {@code latest}. */
  static FixtureRegistry tree() {
    return FixtureRegistry.start()
        .add(
            FixturePackage.of("top")
                .versions("1.0.0", "1.1.0", "2.0.0-beta.1")
                .dependsOn("@scope/middle", "^1.0.0")
                .tag("latest", "1.1.0")
                .tag("beta", "2.0.0-beta.1"))
        .add(
            FixturePackage.of("@scope/middle")
                .versions("1.0.0", "1.2.0", "2.0.0")
                .dependsOn("leaf", "~0.2.0"))
        .add(FixturePackage.of("leaf").versions("0.1.0", "0.2.0").tarballBytes(400_000));
  }

  /** A package with a part for each platform, as esbuild has them. */
  static FixtureRegistry platforms() {
    return FixtureRegistry.start()
        .add(
            FixturePackage.of("native")
                .versions("1.0.0")
                .each(
                    v ->
                        v.optionallyDependsOn("@native/linux-x64", "1.0.0")
                            .optionallyDependsOn("@native/linux-arm64", "1.0.0")
                            .optionallyDependsOn("@native/darwin-x64", "1.0.0")
                            .optionallyDependsOn("@native/darwin-arm64", "1.0.0")
                            .optionallyDependsOn("@native/linux-x64-musl", "1.0.0")
                            .optionallyDependsOn("@native/linux-arm64-musl", "1.0.0")))
        .add(part("linux", "x64", "glibc"))
        .add(part("linux", "arm64", "glibc"))
        .add(part("linux", "x64", "musl"))
        .add(part("linux", "arm64", "musl"))
        .add(part("darwin", "x64", ""))
        .add(part("darwin", "arm64", ""));
  }

  /** Two packages of which 1.0.0 is old and 1.1.0 was published an hour ago. */
  static FixtureRegistry young() {
    var hourAgo = Instant.now().minus(Duration.ofHours(1));
    return FixtureRegistry.start()
        .add(
            FixturePackage.of("first")
                .versions("1.0.0")
                .dependsOn("second", "^1.0.0")
                .version("1.1.0", v -> v.publishedAt(hourAgo)))
        .add(
            FixturePackage.of("second")
                .versions("1.0.0")
                .version("1.1.0", v -> v.publishedAt(hourAgo)));
  }

  /** What a client is configured with so that it does not wait before it takes a new version. */
  static String[] atOnce(Client client) {
    return switch (client) {
      case PNPM -> new String[] {"minimumReleaseAge: 0"};
      case YARN_4 -> new String[] {"npmMinimalAgeGate: 0"};
      case DENO -> new String[] {"\"minimumDependencyAge\": 0"};
      default -> new String[0];
    };
  }

  private static FixturePackage part(String os, String cpu, String libc) {
    var name = "@native/" + os + "-" + cpu + (libc.equals("musl") ? "-musl" : "");
    var described =
        FixturePackage.of(name)
            .versions("1.0.0")
            .each(v -> v.field("os", List.of(os)).field("cpu", List.of(cpu)));
    return libc.isEmpty() ? described : described.each(v -> v.field("libc", List.of(libc)));
  }
}
