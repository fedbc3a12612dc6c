package dev.weir.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.http.Outcome;
import dev.weir.http.Reply;
import dev.weir.http.TellingSource;
import dev.weir.io.ByteSource;
import dev.weir.npm.Readme;
import dev.weir.resolve.OwnVersion;
import dev.weir.resolve.Packages;
import dev.weir.resolve.Resolution;
import dev.weir.resolve.Trouble;
import dev.weir.resolve.VersionAsset;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * ListPackageVersionAssets, GetPackageVersionAsset, GetPackageVersionReadme. A version of npm has
 * one asset, its tarball.
 */
final class AssetOperations {
  private static final int PAGE = 100;

  /** The status of a version whose assets were destroyed. */
  private static final String DISPOSED = "Disposed";

  private final Packages packages;
  private final PageTokens pages;
  private final OwnVersions versions;

  AssetOperations(ControlParts parts) {
    this.packages = parts.packages();
    this.pages = parts.pages();
    this.versions = new OwnVersions(parts);
  }

  /** The API's {@code AssetSummary}. */
  record AssetSummary(String name, @Nullable Long size, Map<String, String> hashes) {}

  record AssetsAnswer(
      String format,
      @Nullable String namespace,
      @JsonProperty("package") String name,
      String version,
      String versionRevision,
      List<AssetSummary> assets) {}

  record ReadmeAnswer(
      String format,
      @Nullable String namespace,
      @JsonProperty("package") String name,
      String version,
      String versionRevision,
      String readme) {}

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.LIST_PACKAGE_VERSION_ASSETS, this::list);
    runs.put(Operation.GET_PACKAGE_VERSION_ASSET, this::asset);
    runs.put(Operation.GET_PACKAGE_VERSION_README, this::readme);
  }

  private CompletionStage<Answer> list(Call call) {
    var fields = call.fields();
    var named = NamedVersion.of(fields);
    // There is never a second page; a token for one was made up.
    Listing.of(
        pages,
        call.operation(),
        fields.maxResults(PAGE),
        "next-token",
        fields.nextToken(),
        named.id());
    return versions
        .find(named)
        .thenCompose(
            found ->
                found.listed().status().equals(DISPOSED)
                    ? CompletableFuture.completedStage(answer(named, found, List.of()))
                    : packages
                        .asset(named.path(), found)
                        .thenApply(asset -> answer(named, found, List.of(summary(asset)))));
  }

  private static AssetSummary summary(VersionAsset asset) {
    return new AssetSummary(
        VersionAsset.NAME,
        asset.size().isPresent() ? asset.size().getAsLong() : null,
        new TreeMap<>(asset.hashes()));
  }

  private static Answer answer(NamedVersion named, OwnVersion found, List<AssetSummary> assets) {
    return Answer.json(
        new AssetsAnswer(
            named.of().format(),
            named.of().namespace(),
            named.of().name(),
            found.listed().version(),
            found.listed().revision(),
            assets));
  }

  private CompletionStage<Answer> asset(Call call) {
    var fields = call.fields();
    var named = NamedVersion.of(fields);
    var asset = fields.required("asset", Constraint.ASSET_NAME);
    var revision = fields.optional("revision", Constraint.PACKAGE_VERSION_REVISION);
    return versions
        .find(named)
        .thenCompose(
            found -> {
              if (!asset.equals(VersionAsset.NAME)) {
                throw named.noAsset(asset);
              }
              checkRevision(named, found, revision);
              if (call.head()) {
                return CompletableFuture.completedStage(headOnly(found));
              }
              return packages
                  .open(named.path(), found)
                  .thenApply(bytes -> bytes(found, had(named, bytes)));
            });
  }

  private static void checkRevision(
      NamedVersion named, OwnVersion found, Optional<String> expected) {
    var current = found.listed().revision();
    if (expected.filter(text -> !text.equals(current)).isPresent()) {
      throw ControlException.conflict(
          ResourceKind.PACKAGE_VERSION,
          named.id(),
          "current revision: %s, expected revision: %s".formatted(current, expected.get()));
    }
  }

  private static Answer bytes(OwnVersion found, ByteSource source) {
    var telling = new TellingSource(source, Troubles::told);
    var body = new Reply.Body.Range(telling, 0, source.length());
    return new Answer.Raw(new Reply(HttpResponseStatus.OK, headers(found), body, Outcome.OK));
  }

  /** Without its length: a HEAD never starts a download. */
  private static Answer headOnly(OwnVersion found) {
    return new Answer.Raw(
        new Reply(HttpResponseStatus.OK, headers(found), Reply.Body.EMPTY, Outcome.OK));
  }

  private static HttpHeaders headers(OwnVersion found) {
    return new DefaultHttpHeaders()
        .set("X-AssetName", VersionAsset.NAME)
        .set("X-PackageVersion", found.listed().version())
        .set("X-PackageVersionRevision", found.listed().revision())
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_OCTET_STREAM);
  }

  private CompletionStage<Answer> readme(Call call) {
    var named = NamedVersion.of(call.fields());
    return versions
        .find(named)
        .thenCompose(
            found ->
                packages
                    .readme(named.path(), found)
                    .thenApply(readme -> answer(named, found, had(named, readme))));
  }

  private static Answer answer(NamedVersion named, OwnVersion found, Readme readme) {
    return Answer.json(
        new ReadmeAnswer(
            named.of().format(),
            named.of().namespace(),
            named.of().name(),
            found.listed().version(),
            found.listed().revision(),
            readme.match(
                Readme.Text::text,
                none -> {
                  throw named.noReadme(none.why());
                })));
  }

  /** What the tarball has, or why it cannot be had: it is not stored and its origin is asked. */
  private static <T> T had(NamedVersion named, Resolution<T> resolution) {
    return resolution.match(
        Resolution.Found::value,
        absent -> {
          throw named.noAsset(VersionAsset.NAME);
        },
        denied -> {
          throw ControlException.denied(
              "denied by %s: %s".formatted(denied.rule(), denied.reason()));
        },
        unavailable -> {
          throw Troubles.told(Trouble.of(unavailable));
        },
        corrupt -> {
          throw ControlException.internal(
              HttpResponseStatus.BAD_GATEWAY, Outcome.ORIGIN_FAILED, corrupt.detail());
        });
  }
}
