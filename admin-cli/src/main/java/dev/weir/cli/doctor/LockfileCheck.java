package dev.weir.cli.doctor;

import dev.weir.cli.Failure;
import dev.weir.cli.lockfile.LockedPackage;
import dev.weir.cli.lockfile.Lockfile;
import dev.weir.cli.lockfile.LockfileFormat;
import dev.weir.cli.lockfile.Lockfiles;
import dev.weir.cli.output.Words;
import dev.weir.cli.remote.Endpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether lockfiles have the address of a cache in them, which is of no use to anyone else. */
final class LockfileCheck {
  private static final String NAME = "lockfile";

  private final Examination examination;
  private final Set<String> caches;

  private LockfileCheck(Examination examination) {
    this.examination = examination;
    this.caches =
        examination.registries().stream()
            .flatMap(each -> RegistryUrl.of(each.url()).stream())
            .filter(url -> examination.sites().at(url) instanceof Site.Weir)
            .map(RegistryUrl::authority)
            .collect(Collectors.toSet());
    caches.add(examination.session().endpoint().uri().getRawAuthority());
  }

  static List<Finding> of(Examination examination) {
    var check = new LockfileCheck(examination);
    List<Finding> findings = new ArrayList<>();
    examination.lockfiles().forEach((file, has) -> findings.add(check.finding(file, has)));
    for (Failure unreadable : examination.unreadable()) {
      findings.add(Finding.fail(NAME, unreadable.line(), "make it anew with its client"));
    }
    return findings.isEmpty() ? List.of(Finding.ok(NAME, "the project has none")) : findings;
  }

  private Finding finding(Path file, Lockfile lockfile) {
    var hosts = hosts(lockfile);
    var polluted = hosts.keySet().stream().filter(this::isCache).toList();
    var packages = Words.count(lockfile.packages().size(), "package", "packages");
    if (polluted.isEmpty()) {
      var words = hosts.isEmpty() ? "no addresses" : counted(hosts);
      return Finding.ok(NAME, "%s: %s, %s".formatted(file, packages, words));
    }
    hosts.keySet().retainAll(polluted);
    var text = "%s: of %s, a cache's address: %s".formatted(file, packages, counted(hosts));
    var format = Lockfiles.format(file);
    return isRefused(format, lockfile)
        ? Finding.fail(NAME, text + ", which npm 12 refuses", advice(format))
        : Finding.warn(NAME, text, advice(format));
  }

  /** How many packages are at which host. */
  private static Map<String, Long> hosts(Lockfile lockfile) {
    return lockfile.packages().stream()
        .flatMap(each -> each.authority().stream())
        .collect(Collectors.groupingBy(host -> host, TreeMap::new, Collectors.counting()));
  }

  private static String counted(Map<String, Long> hosts) {
    return hosts.entrySet().stream()
        .map(each -> "%d at %s".formatted(each.getValue(), each.getKey()))
        .collect(Collectors.joining(", "));
  }

  private boolean isCache(String authority) {
    return caches.contains(authority)
        || Endpoint.isLoopback(authority.replaceFirst(":[0-9]+$", ""));
  }

  /** npm 12 takes what is below the registry's address, and what it is told to move there. */
  private boolean isRefused(LockfileFormat format, Lockfile lockfile) {
    boolean strict =
        format == LockfileFormat.NPM
            && VersionCheck.version(examination.npmProgram(), examination.project().folder())
                .filter(version -> VersionCheck.major(version).orElse(0) >= 12)
                .isPresent()
            && !examination.npm().value("replace-registry-host").orElse("").equals("always");
    var registry =
        examination.registries().stream()
            .filter(RegistrySetting::isDefault)
            .flatMap(each -> RegistryUrl.of(each.url()).stream())
            .findFirst();
    return strict
        && registry.isPresent()
        && lockfile.packages().stream()
            .filter(each -> each.authority().filter(this::isCache).isPresent())
            .anyMatch(each -> !isBelow(each, registry.get()));
  }

  private static boolean isBelow(LockedPackage locked, RegistryUrl registry) {
    return locked.address().filter(at -> at.startsWith(registry.uri().toString())).isPresent();
  }

  private static String advice(LockfileFormat format) {
    return switch (format) {
      case NPM ->
          "npm config set omit-lockfile-registry-resolved=true, then npm install --package-lock-only"
              + " writes it without; until then npm config set replace-registry-host=always installs"
              + " from it anywhere";
      case YARN_CLASSIC, BUN ->
          "this client always writes the address: let the lockfile be made with one that all of its"
              + " users can reach";
      case PNPM, YARN_BERRY -> "delete it and let its client make it anew";
    };
  }
}
