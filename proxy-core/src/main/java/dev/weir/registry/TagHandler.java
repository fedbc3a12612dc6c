package dev.weir.registry;

import dev.weir.catalog.Catalog;
import dev.weir.http.Outcome;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import dev.weir.model.PackageName;
import dev.weir.resolve.PackageEdits;
import dev.weir.resolve.PackagePath;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Sets and removes one dist-tag: {@code PUT} and {@code DELETE} of it. */
final class TagHandler {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** A version in quotes is far shorter. */
  private static final int LONGEST = 4 << 10;

  private final Catalog catalog;
  private final PackageEdits edits;
  private final Outcomes outcomes;

  TagHandler(RegistryParts parts) {
    this.catalog = parts.catalog();
    this.edits = parts.edits();
    this.outcomes = new Outcomes(parts);
  }

  /** Its body is a version, as a JSON string. */
  CompletionStage<Reply> set(RepositoryRequest request, PackageName name, String tag) {
    var version = version(request);
    if (version.isEmpty()) {
      return CompletableFuture.completedFuture(
          Replies.error(
              HttpResponseStatus.BAD_REQUEST,
              Outcome.CLIENT_ERROR,
              "body: no version (expected: a JSON string such as \"1.0.0\")"));
    }
    var path = new PackagePath(request.repository(), name);
    return outcomes.reply(
        request, "NpmDistTag", name, edits.tag(catalog.snapshot(), path, tag, version.get()));
  }

  CompletionStage<Reply> remove(RepositoryRequest request, PackageName name, String tag) {
    var path = new PackagePath(request.repository(), name);
    return outcomes.reply(request, "NpmDistTag", name, edits.untag(catalog.snapshot(), path, tag));
  }

  private static Optional<String> version(RepositoryRequest request) {
    var body = request.http().body();
    if (body.readableBytes() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readValue(ByteBufUtil.getBytes(body), String.class));
    } catch (JacksonException noString) {
      return Optional.empty();
    }
  }
}
