package dev.weir.cli.doctor;

import dev.weir.cli.Failure;
import dev.weir.cli.Program;
import dev.weir.cli.Session;
import dev.weir.cli.lockfile.Lockfile;
import dev.weir.cli.lockfile.Lockfiles;
import dev.weir.cli.remote.Web;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all checks look at, gathered once. For one thread. */
final class Examination {
  private final Session session;
  private final Project project;
  private final NpmSettings npm;
  private final Optional<Program> npmProgram;
  private final List<RegistrySetting> registries;
  private final Sites sites;
  private final Map<Path, Lockfile> lockfiles = new LinkedHashMap<>();
  private final List<Failure> unreadable = new ArrayList<>();

  private Examination(Session session, Project project) {
    this.session = session;
    this.project = project;
    this.npm = NpmSettings.of(session.surroundings(), project);
    this.npmProgram = Program.find("npm", session.surroundings());
    this.registries = new ArrayList<>();
    this.sites = new Sites(Web.of(session.surroundings()));
  }

  static Examination of(Session session, Project project) {
    var made = new Examination(session, project);
    made.defaultRegistry().ifPresent(made.registries::add);
    for (Setting scoped : made.npm.scoped()) {
      var scope = scoped.key().substring(0, scoped.key().indexOf(':'));
      made.registries.add(new RegistrySetting("npm", scope, scoped.value(), scoped.where()));
    }
    made.registries.addAll(OtherClients.of(session.surroundings(), project));
    project.lockfiles().forEach(made::lockfile);
    return made;
  }

  /** npm itself knows best; without it the files have to do. */
  private Optional<RegistrySetting> defaultRegistry() {
    var written = npm.setting("registry");
    var asked =
        npmProgram
            .flatMap(program -> program.ask(project.folder(), "config", "get", "registry"))
            .filter(said -> RegistryUrl.of(said).isPresent());
    if (asked.isEmpty()) {
      return written.map(each -> new RegistrySetting("npm", "", each.value(), each.where()));
    }
    boolean same =
        written.flatMap(each -> RegistryUrl.of(each.value())).equals(RegistryUrl.of(asked.get()));
    var where = same ? written.map(Setting::where) : Optional.<String>empty();
    return Optional.of(
        new RegistrySetting("npm", "", asked.get(), where.orElse("says npm config get registry")));
  }

  private void lockfile(Path file) {
    try {
      lockfiles.put(file, Lockfiles.read(file));
    } catch (Failure failed) {
      unreadable.add(failed);
    }
  }

  Session session() {
    return session;
  }

  Project project() {
    return project;
  }

  NpmSettings npm() {
    return npm;
  }

  Optional<Program> npmProgram() {
    return npmProgram;
  }

  /** Those that clients are configured with, npm's default first. */
  List<RegistrySetting> registries() {
    return List.copyOf(registries);
  }

  Sites sites() {
    return sites;
  }

  /** The lockfiles of the project that can be read. */
  Map<Path, Lockfile> lockfiles() {
    return lockfiles;
  }

  /** Why others cannot. */
  List<Failure> unreadable() {
    return unreadable;
  }

  /** The first repository of a Weir that a client uses; scoped ones come after all others. */
  Optional<RegistryUrl> repository() {
    var urls = new ArrayList<RegistryUrl>();
    registries.stream().filter(RegistrySetting::isDefault).forEach(each -> add(each, urls));
    registries.stream().filter(each -> !each.isDefault()).forEach(each -> add(each, urls));
    return urls.stream().findFirst();
  }

  /** The registry that should be a Weir's: one that is, else the default one if nobody answers. */
  Optional<RegistryUrl> wanted() {
    return repository()
        .or(
            () ->
                registries.stream()
                    .filter(RegistrySetting::isDefault)
                    .flatMap(each -> RegistryUrl.of(each.url()).stream())
                    .filter(url -> sites.at(url) instanceof Site.Silent)
                    .findFirst());
  }

  private void add(RegistrySetting setting, List<RegistryUrl> urls) {
    RegistryUrl.of(setting.url())
        .filter(url -> url.repository().isPresent() && sites.at(url) instanceof Site.Weir)
        .ifPresent(urls::add);
  }

  /** The Weir there; only for what {@link #repository} gave. */
  Site.Weir weir(RegistryUrl repository) {
    if (sites.at(repository) instanceof Site.Weir weir) {
      return weir;
    }
    throw new IllegalArgumentException("repository: %s (expected: a Weir's)".formatted(repository));
  }
}
