package dev.weir.catalog;

import dev.weir.config.BootstrapSettings;
import dev.weir.model.ConnectionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the domains and repositories that the configuration declares, where they are absent. What
 * exists stays as it is, since it may have been changed through the API on purpose; where it
 * differs from what is declared, a warning says so.
 */
public final class Bootstrap {
  private Bootstrap() {}

  /**
   * Creates what is absent: a domain with all of its repositories at once, so in any order of
   * declaration.
   *
   * @param connections the names of all external connections that are declared
   * @return a line for each difference between what is declared and what exists. Fails with {@link
   *     IllegalArgumentException} for names that cannot be and connections that are not declared, a
   *     line each; with {@link CatalogException} for edges that cannot be, such as an upstream that
   *     is neither declared nor there
   */
  public static CompletionStage<List<String>> apply(
      Catalog catalog, BootstrapSettings settings, Set<ConnectionName> connections) {
    var plan = BootstrapPlan.of(settings, connections, catalog.now());
    if (!plan.problems().isEmpty()) {
      return CompletableFuture.failedStage(
          new IllegalArgumentException(String.join("\n", plan.problems())));
    }
    var warnings = new ArrayList<String>();
    CompletionStage<List<String>> done = CompletableFuture.completedStage(warnings);
    for (var declared : plan.domains()) {
      done = done.thenCompose(soFar -> apply(catalog, declared, soFar));
    }
    return done.thenApply(List::copyOf);
  }

  private static CompletionStage<List<String>> apply(
      Catalog catalog, Domain declared, List<String> warnings) {
    return catalog
        .settled(declared.name(), declared.repositories().keySet())
        .thenCompose(
            nothing -> catalog.replace(declared.name(), existing -> complete(existing, declared)))
        .thenApply(replaced -> compare(replaced.snapshot(), declared, warnings));
  }

  private static Domain complete(@Nullable Domain existing, Domain declared) {
    if (existing == null) {
      return declared;
    }
    var complete = existing;
    for (var repository : declared.repositories().values()) {
      if (existing.repository(repository.name()).isEmpty()
          && !existing.purging().contains(repository.name())) {
        complete = complete.add(repository);
      }
    }
    return complete;
  }

  private static List<String> compare(
      CatalogSnapshot snapshot, Domain declared, List<String> warnings) {
    for (var repository : declared.repositories().values()) {
      snapshot
          .repository(repository.id())
          .ifPresentOrElse(
              existing -> warnings.addAll(differences(existing, repository)),
              () -> warnings.add(notMade(repository)));
    }
    return warnings;
  }

  private static String notMade(Repository declared) {
    return "%s: not made, since an earlier repository of its name is still being deleted"
        .formatted(BootstrapPlan.key(declared.id()));
  }

  private static List<String> differences(Repository existing, Repository declared) {
    var key = BootstrapPlan.key(existing.id());
    return Stream.of(
            difference(key + ".description", existing.description(), declared.description()),
            difference(key + ".upstreams", existing.upstreams(), declared.upstreams()),
            difference(key + ".external-connection", connection(existing), connection(declared)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> difference(String key, Object existing, Object declared) {
    return existing.equals(declared)
        ? Optional.empty()
        : Optional.of(
            "%s: declared is \"%s\", the existing repository keeps \"%s\""
                .formatted(key, declared, existing));
  }

  private static String connection(Repository repository) {
    return repository.connection().map(ConnectionName::value).orElse("");
  }
}
