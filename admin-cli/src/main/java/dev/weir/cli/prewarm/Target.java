package dev.weir.cli.prewarm;

import dev.weir.cli.Failure;
import dev.weir.cli.json.Json;
import dev.weir.cli.remote.Endpoint;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The repository that is filled. */
record Target(String domain, String repository) {
  /** The one that the shipped configuration makes. */
  static final Target DEFAULT = new Target("local", "dev");

  // What a path can have; whether there is such a repository, the daemon knows.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /**
   * As the command line has it.
   *
   * @param repository a name, or domain and name with a slash between
   */
  static Target of(@Nullable String domain, @Nullable String repository) {
    if (repository == null) {
      return domain == null ? DEFAULT : named(domain, DEFAULT.repository());
    }
    int slash = repository.indexOf('/');
    if (slash < 0) {
      return named(domain == null ? DEFAULT.domain() : domain, repository);
    }
    var own = repository.substring(0, slash);
    if (domain != null && !domain.equals(own)) {
      throw Failure.usage(
          "--repository: %s (expected: one of --domain %s)".formatted(repository, domain));
    }
    return named(own, repository.substring(slash + 1));
  }

  private static Target named(String domain, String repository) {
    var target = new Target(domain, repository);
    if (!NAME.matcher(domain).matches() || !NAME.matcher(repository).matches()) {
      throw Failure.usage("--repository: %s (expected: DOMAIN/REPOSITORY)".formatted(target));
    }
    return target;
  }

  /** Where npm has it, with a slash at the end. */
  String base(Endpoint endpoint) {
    return endpoint + path();
  }

  /** The part of the base that every daemon has it under. */
  String path() {
    return "/npm/" + this + "/";
  }

  /** Fails unless the daemon's tree has this repository. */
  void checkIn(Json tree) {
    var all =
        tree.items("domains").stream()
            .flatMap(each -> each.items("repositories").stream().map(one -> target(each, one)))
            .toList();
    if (!all.contains(this)) {
      throw Failure.usage(
          "--repository: %s (expected: one that the daemon has%s)".formatted(this, some(all)));
    }
  }

  private static Target target(Json domain, Json repository) {
    return new Target(domain.text("name"), repository.text("name"));
  }

  private static String some(List<Target> all) {
    return all.stream()
        .limit(5)
        .map(Target::toString)
        .reduce((some, more) -> some + ", " + more)
        .map(names -> ", such as " + names)
        .orElse("; it has none");
  }

  @Override
  public String toString() {
    return domain + "/" + repository;
  }
}
