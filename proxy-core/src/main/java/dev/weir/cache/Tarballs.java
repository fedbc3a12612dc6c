package dev.weir.cache;

import dev.weir.io.ByteSource;
import dev.weir.model.Integrity;
import dev.weir.npm.VersionFacts;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Origins' tarballs: stored ones, and flights that everybody who wants the same one shares. */
public final class Tarballs {
  private final ConcurrentHashMap<Journey, TarballFlight> flights = new ConcurrentHashMap<>();
  private final TarballParts parts;

  public Tarballs(TarballParts parts) {
    this.parts = parts;
  }

  /**
   * What a flight is for: two packuments may name different integrities for one file, and their
   * askers must not share. Without an integrity it is a flight that began before its facts came.
   */
  private record Journey(AssetKey key, Optional<Integrity> wanted) {}

  /** Opens a stored tarball; empty if there is none that is what {@code wanted} asks. */
  public CompletionStage<Optional<StoredTarball>> stored(AssetKey key, Optional<Integrity> wanted) {
    return parts.assets().open(key, wanted);
  }

  /**
   * Joins the flight for {@code key} or starts one. The reader keeps it going and is to be closed.
   *
   * <p>A flight that does not know yet what it is checked against is joined in the hope that it is
   * {@code wanted}: see {@link TarballFlight#suits}.
   *
   * @param wanted what the tarball must be, as far as this caller knows
   * @param facts what the origin's document says of the version, empty if it does not have it; the
   *     flight waits for them only at its end
   */
  public Boarding board(
      AssetKey key,
      Optional<Integrity> wanted,
      Supplier<CompletionStage<Optional<VersionFacts>>> facts) {
    var mine = new Journey(key, wanted);
    while (true) {
      var joined = join(mine, wanted).or(() -> join(new Journey(key, Optional.empty()), wanted));
      if (joined.isPresent()) {
        return joined.get();
      }
      var flight = create(key, wanted, facts);
      var reader = flight.open().orElseThrow();
      if (flights.putIfAbsent(mine, flight) == null) {
        take(mine, flight);
        return new Boarding(flight, reader, true);
      }
      // Another caller was first.
      reader.close();
    }
  }

  private Optional<Boarding> join(Journey journey, Optional<Integrity> wanted) {
    var flight = flights.get(journey);
    if (flight == null || !flight.maySuit(wanted)) {
      return Optional.empty();
    }
    var reader = flight.open();
    if (reader.isPresent() && flight.ended().isEmpty()) {
      parts.listener().joined(CacheKind.TARBALL);
      return Optional.of(new Boarding(flight, reader.get(), false));
    }
    // It ended between the look and the opening.
    reader.ifPresent(ByteSource::close);
    flights.remove(journey, flight);
    return Optional.empty();
  }

  /**
   * Fetches a tarball for one reader alone, since nothing has room for it: see {@link
   * TarballEnd.Unkept}. The receiver closes the body.
   */
  public CompletionStage<Passage> pass(AssetKey key, VersionFacts facts) {
    return new LonePassage(key, facts, parts).start();
  }

  private TarballFlight create(
      AssetKey key,
      Optional<Integrity> wanted,
      Supplier<CompletionStage<Optional<VersionFacts>>> facts) {
    if (flights.size() >= parts.settings().maxFlights()) {
      throw new OverloadedException(
          "flights: %d (expected: at most tarball.max-flights)".formatted(flights.size()));
    }
    return new TarballFlight(key, wanted, facts, parts);
  }

  private void take(Journey journey, TarballFlight flight) {
    flight.end().whenComplete((end, failure) -> flights.remove(journey, flight));
    flight.start();
  }

  /**
   * A place on a flight.
   *
   * @param reader to be closed by whoever receives this
   * @param first whether this caller started it
   */
  public record Boarding(TarballFlight flight, ByteSource reader, boolean first) {}
}
