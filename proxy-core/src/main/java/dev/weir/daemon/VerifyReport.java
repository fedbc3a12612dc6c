package dev.weir.daemon;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.resolve.Damage;
import dev.weir.resolve.Verification;
import dev.weir.resolve.VerifyProgress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The answer of {@code /weir/v1/verify}; {@code docs/extension-api.md} shows it.
 *
 * @param more how many damaged tarballs are not named
 */
record VerifyReport(
    String state,
    Optional<String> what,
    Optional<String> startedAt,
    Optional<String> endedAt,
    Optional<Long> of,
    Optional<Long> ofBytes,
    long done,
    long doneBytes,
    long unread,
    long damagedPublished,
    long damagedCached,
    long fetchedAgain,
    long notFetchedAgain,
    List<Damaged> damaged,
    long more,
    Optional<String> failure) {
  /** Of a daemon that has verified nothing since its start. */
  static final VerifyReport NONE =
      new VerifyReport(
          State.NONE.word(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          List.of(),
          0,
          Optional.empty());

  /** How a run is. */
  enum State {
    /** There has been none. */
    NONE,
    RUNNING,
    DONE,
    /** It ended before its end, for the reason in {@code failure}. */
    FAILED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A damaged tarball.
   *
   * @param kind {@code published}, with a repository and a version, or {@code cached}, with a
   *     connection and a file
   * @param notFetchedAgain why not; null for what was, and for what was published
   */
  record Damaged(
      String kind,
      Optional<String> domain,
      Optional<String> repository,
      @JsonProperty("package") String name,
      Optional<String> version,
      Optional<String> connection,
      Optional<String> file,
      String blob,
      String problem,
      Optional<String> notFetchedAgain) {
    static Damaged of(Damage damage) {
      if (damage instanceof Damage.Published published) {
        var path = published.path();
        return new Damaged(
            "published",
            Optional.of(path.repository().domain().value()),
            Optional.of(path.repository().repository().value()),
            path.name().value(),
            Optional.of(path.version()),
            Optional.empty(),
            Optional.empty(),
            published.blob(),
            published.problem(),
            Optional.empty());
      }
      var cached = (Damage.Cached) damage;
      return new Damaged(
          "cached",
          Optional.empty(),
          Optional.empty(),
          cached.key().name().value(),
          Optional.empty(),
          Optional.of(cached.key().connection().value()),
          Optional.of(cached.key().file()),
          cached.blob(),
          cached.problem(),
          cached.lost());
    }
  }

  static VerifyReport of(
      State state,
      Verification.What what,
      Instant startedAt,
      Optional<Instant> endedAt,
      VerifyProgress.Snapshot now,
      Optional<String> failure) {
    return new VerifyReport(
        state.word(),
        Optional.of(what.name().toLowerCase(Locale.ROOT)),
        Optional.of(time(startedAt)),
        endedAt.map(VerifyReport::time),
        now.counted() ? Optional.of(now.of()) : Optional.empty(),
        now.counted() ? Optional.of(now.ofBytes()) : Optional.empty(),
        now.done(),
        now.doneBytes(),
        now.unread(),
        now.published(),
        now.cached(),
        now.cached() - now.lost(),
        now.lost(),
        now.damaged().stream().map(Damaged::of).toList(),
        now.published() + now.cached() - now.damaged().size(),
        failure);
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
