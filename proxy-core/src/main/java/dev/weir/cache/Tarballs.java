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
  private final ConcurrentHashMap<AssetKey, TarballFlight> flights = new ConcurrentHashMap<>();
  private final TarballParts parts;

  public Tarballs(TarballParts parts) {
    this.parts = parts;
  }

  /** Opens a stored tarball; empty if there is none that is what {@code wanted} asks. */
  public CompletionStage<Optional<StoredTarball>> stored(AssetKey key, Optional<Integrity> wanted) {
    return parts.assets().open(key, wanted);
  }

  /**
   * Joins the flight for {@code key} or starts one. The reader keeps it going and is to be closed.
   *
   * @param wanted what the tarball must be, as far as this caller knows
   * @param facts what the origin's document says of the version, empty if it does not have it; the
   *     flight waits for them only at its end
   */
  public Boarding board(
      AssetKey key,
      Optional<Integrity> wanted,
      Supplier<CompletionStage<Optional<VersionFacts>>> facts) {
    while (true) {
      var flying = flights.get(key);
      var flight = flying == null ? create(key, wanted, facts) : flying;
      var reader = flight.open();
      var present = flying == null ? flights.putIfAbsent(key, flight) : flying;
      if (present == null) {
        take(key, flight);
        return new Boarding(flight, reader.orElseThrow(), true);
      }
      if (present == flight && reader.isPresent() && flight.ended().isEmpty()) {
        parts.listener().joined(CacheKind.TARBALL);
        return new Boarding(flight, reader.get(), false);
      }
      // It ended between the look and the opening, or another caller was first.
      reader.ifPresent(ByteSource::close);
      if (present == flight) {
        flights.remove(key, flight);
      }
    }
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

  private void take(AssetKey key, TarballFlight flight) {
    flight.end().whenComplete((end, failure) -> flights.remove(key, flight));
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
