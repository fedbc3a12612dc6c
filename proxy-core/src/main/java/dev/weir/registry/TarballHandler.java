package dev.weir.registry;

import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheListener;
import dev.weir.cache.CacheStatus;
import dev.weir.cache.Demand;
import dev.weir.cache.Failures;
import dev.weir.cache.HotEntry;
import dev.weir.cache.HotKey;
import dev.weir.http.Reply;
import dev.weir.io.ByteSource;
import dev.weir.model.Integrity;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.resolve.Resolution;
import dev.weir.resolve.Resolver;
import dev.weir.resolve.TarballFound;
import dev.weir.storage.CorruptBlobException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code GET <base><name>/-/<file>}: a tarball, byte for byte as the origin has it. */
final class TarballHandler {
  private final RegistryParts parts;
  private final Resolver resolver;
  private final HotTarballs hotTarballs;
  private final CacheListener listener;

  TarballHandler(RegistryParts parts) {
    this.parts = parts;
    this.resolver = parts.resolver();
    this.hotTarballs = new HotTarballs(parts);
    this.listener = parts.listener();
  }

  /** The shortcut to what {@link #handle} answers again and again. */
  HotTarball hot(RepositoryId repository, PackageName name, String file) {
    return new HotTarball(parts, new HotKey(repository, name, file, ""));
  }

  CompletionStage<Reply> handle(RepositoryRequest request, HotTarball tarball) {
    var key = tarball.key();
    long stamp = parts.catalog().snapshot().stamp(request.repository());
    var entry = parts.hot().find(key, stamp, parts.clock().millis());
    if (entry != null) {
      if (ExpectedIntegrity.differs(request.http().headers(), entry.entity().etag())) {
        entry.body().release();
        return revalidated(request, tarball);
      }
      answered(request, CacheStatus.HIT);
      return now(hot(request, entry));
    }
    return conditional(request)
        ? describeFirst(request, tarball)
        : resolve(request, tarball, !request.http().head());
  }

  /**
   * The client's lockfile and the packument here disagree, or the packument and the tarball of an
   * origin: one may be out of date. If it is the packument, there is other content afterwards.
   */
  private CompletionStage<Reply> revalidated(RepositoryRequest request, HotTarball tarball) {
    var key = tarball.key();
    listener.integrityFailed(CacheKind.PACKUMENT);
    return resolver
        .packument(request.repository(), key.name(), Demand.REVALIDATED)
        .handle((asked, orNot) -> find(key, false))
        .thenCompose(found -> found)
        .thenCompose(resolution -> compared(request, tarball, resolution));
  }

  /** Only what the client would take is fetched. */
  private CompletionStage<Reply> compared(
      RepositoryRequest request, HotTarball tarball, Resolution<TarballFound> described) {
    if (described instanceof Resolution.Found<TarballFound> found) {
      if (unexpected(request, found.value()).isPresent()) {
        return now(refused(request, tarball.key(), found.value()));
      }
      TarballReplies.close(found.value());
    }
    return find(tarball.key(), !request.http().head())
        .thenCompose(resolution -> reply(request, tarball, resolution));
  }

  /** Ours, if the client says that it expects something else. */
  private static Optional<Integrity> unexpected(RepositoryRequest request, TarballFound found) {
    return found
        .facts()
        .integrity()
        .filter(ours -> ExpectedIntegrity.differs(request.http().headers(), ours));
  }

  /**
   * Sent all the same, npm would refuse the bytes, and ask for two minutes whether they are others
   * now.
   */
  private Reply refused(RepositoryRequest request, HotKey key, TarballFound found) {
    answered(request, found.status());
    var ours = found.facts().integrity().orElseThrow();
    TarballReplies.close(found);
    return Faults.conflict(
        "%s: its content here is %s (expected by the client, as its lockfile says: %s);"
                .formatted(
                    key.name() + "/-/" + key.item(), ours.sri(), ExpectedIntegrity.of(request))
            + " find out which is right, then remove the package from the lockfile");
  }

  private Reply hot(RepositoryRequest request, HotEntry entry) {
    var reply = TarballReplies.hot(request.http(), entry);
    saved(request, entry.body().length(), reply);
    return reply;
  }

  /** A whole body that no origin had to send; parts, 304 and HEAD are not counted. */
  private void saved(RepositoryRequest request, long length, Reply reply) {
    if (!request.http().head() && reply.status().equals(HttpResponseStatus.OK)) {
      listener.bytesSaved(length);
    }
  }

  /** A client that has it already is told so, without a download and without retaining. */
  private CompletionStage<Reply> describeFirst(RepositoryRequest request, HotTarball tarball) {
    var key = tarball.key();
    return resolver
        .tarball(request.repository(), key.name(), key.item(), false)
        .thenCompose(
            resolution -> {
              var unchanged = unchanged(request, resolution);
              return unchanged.isPresent()
                  ? CompletableFuture.completedFuture(unchanged.get())
                  : resolve(request, tarball, !request.http().head());
            });
  }

  private static Optional<Reply> unchanged(
      RepositoryRequest request, Resolution<TarballFound> resolution) {
    if (!(resolution instanceof Resolution.Found<TarballFound> found)) {
      return Optional.empty();
    }
    TarballReplies.close(found.value());
    return TarballReplies.notModified(request.http(), found.value());
  }

  private CompletionStage<Reply> resolve(
      RepositoryRequest request, HotTarball tarball, boolean bytes) {
    return find(tarball.key(), bytes)
        .thenCompose(
            resolution ->
                resolution instanceof Resolution.Corrupt<TarballFound>
                        && ExpectedIntegrity.isSaid(request)
                    ? revalidated(request, tarball)
                    : reply(request, tarball, resolution));
  }

  private CompletionStage<Reply> reply(
      RepositoryRequest request, HotTarball tarball, Resolution<TarballFound> resolution) {
    var key = tarball.key();
    return resolution.match(
        found -> found(request, tarball, found.value()),
        absent -> {
          answered(request, absent.status());
          return now(Faults.absent("tarball not found: " + key.name() + "/-/" + key.item()));
        },
        denied -> now(Faults.denied(denied)),
        unavailable -> {
          answered(request, CacheStatus.MISS);
          return now(Faults.unavailable(unavailable));
        },
        corrupt -> {
          answered(request, CacheStatus.MISS);
          return now(Faults.corrupt(corrupt));
        });
  }

  private CompletionStage<Reply> found(
      RepositoryRequest request, HotTarball tarball, TarballFound found) {
    if (unexpected(request, found).isPresent()) {
      TarballReplies.close(found);
      return revalidated(request, tarball);
    }
    answered(request, found.status());
    return found.match(
        stored -> stored(request, tarball, stored),
        flying -> now(flying(request, flying)),
        described -> now(TarballReplies.described(request.http(), described)));
  }

  private Reply flying(RepositoryRequest request, TarballFound.Flying flying) {
    if (flying.joined() && flying.reader().length() > 0) {
      listener.bytesSaved(flying.reader().length());
    }
    return TarballReplies.flying(request.http(), flying);
  }

  private CompletionStage<Reply> stored(
      RepositoryRequest request, HotTarball tarball, TarballFound.Stored stored) {
    var key = tarball.key();
    if (request.http().head()) {
      return now(TarballReplies.stored(request.http(), stored));
    }
    long length = stored.tarball().record().length();
    if (!hotTarballs.wants(stored)) {
      if (hotTarballs.wantsBeside(stored) && tarball.wantsReading()) {
        hotTarballs.takeBeside(key, () -> find(key, true));
      }
      var guarded = hotTarballs.guarded(key, stored, () -> fetchedAgain(request, key, stored));
      var reply = TarballReplies.stored(request.http(), guarded);
      saved(request, length, reply);
      return now(reply);
    }
    return hotTarballs
        .take(key, stored)
        .<Reply>thenApply(entry -> hot(request, entry))
        .exceptionallyCompose(failure -> fetchedAgain(request, key, failure));
  }

  /** A corrupt tarball has been dropped: it is fetched again, once. */
  private CompletionStage<Reply> fetchedAgain(
      RepositoryRequest request, HotKey key, Throwable failure) {
    if (!(Failures.unwrap(failure) instanceof CorruptBlobException)) {
      return CompletableFuture.failedFuture(Failures.unwrap(failure));
    }
    return resolver
        .tarball(request.repository(), key.name(), key.item(), true)
        .thenApply(resolution -> again(request, resolution));
  }

  /** The bytes of a tarball that has been dropped, if they are the same ones. */
  private CompletionStage<Optional<ByteSource>> fetchedAgain(
      RepositoryRequest request, HotKey key, TarballFound.Stored dropped) {
    return resolver
        .tarball(request.repository(), key.name(), key.item(), true)
        .thenApply(
            resolution ->
                resolution instanceof Resolution.Found<TarballFound> found
                    ? sameBytes(found.value(), dropped)
                    : Optional.empty());
  }

  private static Optional<ByteSource> sameBytes(TarballFound found, TarballFound.Stored dropped) {
    var integrity = dropped.facts().integrity();
    if (integrity.isEmpty() || !found.facts().integrity().equals(integrity)) {
      TarballReplies.close(found);
      return Optional.empty();
    }
    return found.match(
        stored -> Optional.of(stored.tarball().reader()),
        flying -> Optional.of(flying.reader()),
        described -> Optional.empty());
  }

  private static Reply again(RepositoryRequest request, Resolution<TarballFound> resolution) {
    return resolution.match(
        found ->
            found
                .value()
                .match(
                    stored -> TarballReplies.stored(request.http(), stored),
                    flying -> TarballReplies.flying(request.http(), flying),
                    described -> TarballReplies.described(request.http(), described)),
        absent -> Faults.absent("tarball not found"),
        Faults::denied,
        Faults::unavailable,
        Faults::corrupt);
  }

  private CompletionStage<Resolution<TarballFound>> find(HotKey key, boolean bytes) {
    return resolver.tarball(key.repository(), key.name(), key.item(), bytes);
  }

  private static boolean conditional(RepositoryRequest request) {
    return request.http().headers().contains(HttpHeaderNames.IF_NONE_MATCH);
  }

  private void answered(RepositoryRequest request, CacheStatus status) {
    listener.answered(request.repository(), CacheKind.TARBALL, status);
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
