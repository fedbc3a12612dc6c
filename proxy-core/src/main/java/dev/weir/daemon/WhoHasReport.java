package dev.weir.daemon;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.model.RepositoryId;
import dev.weir.resolve.WhoHas;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The answer of {@code /weir/v1/who-has}; {@code docs/extension-api.md} shows it.
 *
 * @param next what {@code from} is to be for the next part; empty in the last
 */
record WhoHasReport(
    @JsonProperty("package") String name,
    Optional<String> range,
    List<Repository> repositories,
    List<Connection> connections,
    Optional<String> next) {
  /**
   * A repository that has the package of its own.
   *
   * @param more how many versions are not named
   */
  record Repository(
      String domain,
      String repository,
      String since,
      Restrictions restrictions,
      List<Version> versions,
      int more) {
    static Repository of(WhoHas.Holder holder) {
      return new Repository(
          holder.repository().domain().value(),
          holder.repository().repository().value(),
          time(holder.since()),
          new Restrictions(
              holder.restrictions().publish().name(), holder.restrictions().upstream().name()),
          holder.versions().stream().map(Version::of).toList(),
          holder.more());
    }
  }

  /** A package's origin controls. */
  record Restrictions(String publish, String upstream) {}

  /**
   * A version.
   *
   * @param origin {@code INTERNAL} if it was published here, else {@code EXTERNAL}
   * @param entry the repository that it was published to or the connection that it came through
   */
  record Version(String version, String status, String origin, String entry, String since) {
    static Version of(WhoHas.HeldVersion held) {
      return new Version(
          held.version(),
          held.status(),
          held.origin().type().name(),
          held.origin()
              .match(external -> external.connection().value(), internal -> internal.entry()),
          time(held.since()));
    }
  }

  /**
   * A connection whose stored packument has the package.
   *
   * @param checkedAt empty if the next request asks the registry anew
   * @param more how many versions are not named
   */
  record Connection(
      String connection,
      Optional<String> checkedAt,
      Optional<String> latest,
      List<String> versions,
      int more) {
    static Connection of(WhoHas.Connection found) {
      return new Connection(
          found.name().value(),
          found.checkedAt() == 0 ? Optional.empty() : Optional.of(time(found.checkedAt())),
          found.latest(),
          found.versions(),
          found.more());
    }
  }

  static WhoHasReport of(WhoHas.Question question, WhoHas.Found found) {
    return new WhoHasReport(
        question.name().value(),
        question.range().map(Object::toString),
        found.holders().stream().map(Repository::of).toList(),
        found.connections().stream().map(Connection::of).toList(),
        found.next().map(RepositoryId::toString));
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
