package dev.weir.cli.doctor;

import dev.weir.cli.lockfile.LockfileFormat;
import dev.weir.cli.lockfile.Lockfiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the clients use a repository of a Weir, and whether it answers. */
final class RegistryCheck {
  private static final String NAME = "registry";
  private static final String LOGIN =
      "weir login --tool %s --domain DOMAIN --repository REPOSITORY points it at one; weir tree shows"
          + " which there are";

  private final Examination examination;

  private RegistryCheck(Examination examination) {
    this.examination = examination;
  }

  static List<Finding> of(Examination examination) {
    var check = new RegistryCheck(examination);
    var findings = new ArrayList<Finding>();
    var registries = examination.registries();
    if (registries.stream().noneMatch(RegistrySetting::isDefault)) {
      findings.add(
          Finding.fail(
              NAME,
              "no client is configured with a registry, so each uses the one that is built into it",
              LOGIN.formatted("npm")));
    }
    registries.forEach(each -> findings.add(check.registry(each)));
    check.yarnAlone().ifPresent(findings::add);
    return findings;
  }

  private Finding registry(RegistrySetting setting) {
    var url = RegistryUrl.of(setting.url());
    if (url.isEmpty()) {
      return Finding.fail(NAME, setting + ", which is no address", advice(setting));
    }
    var site = examination.sites().at(url.get());
    if (site instanceof Site.Weir weir) {
      return weir(setting, url.get(), weir);
    } else if (site instanceof Site.Silent silent) {
      var text = "%s: %s".formatted(setting, silent.why());
      return Finding.fail(
          NAME, text, "see that the address is right and the daemon runs: weir serve starts it");
    }
    return other(setting, (Site.Other) site);
  }

  private static Finding weir(RegistrySetting setting, RegistryUrl url, Site.Weir weir) {
    if (url.repository().isEmpty()) {
      return Finding.fail(
          NAME,
          "%s, a Weir, but no repository of it".formatted(setting),
          "write the repository's address: %s/npm/DOMAIN/REPOSITORY/".formatted(url.root()));
    } else if (weir.pinged() == 404) {
      return Finding.fail(
          NAME,
          "%s, a Weir that has no repository %s".formatted(setting, url.repository().get()),
          "weir tree shows which there are; weir create-repository makes one");
    } else if (weir.pinged() != 200) {
      return Finding.fail(
          NAME,
          "%s: its ping answered %d".formatted(setting, weir.pinged()),
          "weir status says how the daemon is");
    }
    return Finding.ok(
        NAME, "%s: Weir %s answers in %s".formatted(setting, weir.version(), millis(weir.ping())));
  }

  /** A scope may well lie elsewhere. */
  private static Finding other(RegistrySetting setting, Site.Other other) {
    var text = "%s, which is no Weir: it answered %s".formatted(setting, other.answer());
    if (!setting.isDefault()) {
      return Finding.ok(NAME, text);
    }
    return setting.client().equals("npm")
        ? Finding.fail(NAME, text, advice(setting))
        : Finding.warn(NAME, text, advice(setting));
  }

  /** Yarn 4 reads no file of npm's. */
  private Optional<Finding> yarnAlone() {
    boolean configured =
        examination.registries().stream().anyMatch(each -> each.client().equals("Yarn 4"));
    return examination.lockfiles().keySet().stream()
        .filter(file -> !configured && Lockfiles.format(file) == LockfileFormat.YARN_BERRY)
        .findFirst()
        .map(
            file ->
                Finding.warn(
                    NAME,
                    "%s is Yarn 4's, which reads no .npmrc and has no npmRegistryServer"
                        .formatted(file),
                    LOGIN.formatted("yarn")));
  }

  private static String advice(RegistrySetting setting) {
    return LOGIN.formatted(setting.client().split(" ", -1)[0].toLowerCase(Locale.ROOT));
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
  }
}
