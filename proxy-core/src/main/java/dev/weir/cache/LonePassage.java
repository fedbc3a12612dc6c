package dev.weir.cache;

import dev.weir.npm.VersionFacts;
import dev.weir.upstream.UpstreamRequest;
import dev.weir.upstream.UpstreamResponse;
import dev.weir.upstream.Validators;
import java.util.concurrent.CompletionStage;

/** Fetches one tarball for one reader, without a place where others could follow. */
final class LonePassage {
  private final AssetKey key;
  private final VersionFacts facts;
  private final TarballParts parts;
  private final long startedAt = System.nanoTime();

  LonePassage(AssetKey key, VersionFacts facts, TarballParts parts) {
    this.key = key;
    this.facts = facts;
    this.parts = parts;
  }

  CompletionStage<Passage> start() {
    var request =
        new UpstreamRequest(
            key.connection(),
            new UpstreamRequest.Target.Tarball(facts.tarballUrl()),
            "*/*",
            Validators.NONE,
            parts.settings().maxSize().bytes(),
            parts.upstreamSettings().headDeadline());
    return parts.upstream().fetch(request).thenApply(this::accept);
  }

  private Passage accept(UpstreamResponse response) {
    return response.match(
        this::open,
        notModified -> new Passage.Ended(new TarballEnd.Absent()),
        notFound -> new Passage.Ended(new TarballEnd.Absent()),
        refused -> new Passage.Ended(new TarballEnd.Unavailable(refused)),
        failed -> new Passage.Ended(new TarballEnd.Unavailable(failed)));
  }

  private Passage open(UpstreamResponse.Found found) {
    try {
      return new Passage.Open(
          PassingBody.of(found.body(), key, facts.integrity(), parts, startedAt));
    } catch (OverloadedException full) {
      found.body().close();
      return new Passage.Ended(new TarballEnd.Fault(full));
    }
  }
}
