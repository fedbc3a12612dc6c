package dev.weir.system;

import dev.weir.testing.FixtureRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A daemon whose repository {@code both/app} searches a registry of ours, then the public one. */
final class TwoRegistries {
  static final String APP = "both/app";

  private TwoRegistries() {}

  /** Settings as {@code key=value}. */
  static WeirUnderTest start(FixtureRegistry corp, FixtureRegistry origin, String... settings) {
    return start(InstantSource.system(), corp, origin, settings);
  }

  static WeirUnderTest start(
      InstantSource clock, FixtureRegistry corp, FixtureRegistry origin, String... settings) {
    var repositories = "bootstrap.domains.both.repositories.";
    var all =
        new ArrayList<>(
            List.of(
                "external-connections.\"public:npmjs\".url=" + origin.url(),
                "external-connections.corp.url=" + corp.url(),
                repositories + "app.upstreams=corp-store,npm-store",
                repositories + "corp-store.external-connection=corp",
                repositories + "npm-store.external-connection=public:npmjs"));
    all.addAll(Arrays.asList(settings));
    return WeirUnderTest.with(clock, all);
  }
}
