package dev.weir.registry;

import dev.weir.catalog.Catalog;
import dev.weir.http.Outcome;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import dev.weir.model.PackageName;
import dev.weir.npm.NpmPath;
import dev.weir.resolve.PackageEdits;
import dev.weir.resolve.PackagePath;
import dev.weir.resolve.Publisher;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What npm publishes and takes back: {@code PUT <base><name>}, and below {@code -rev} what it does
 * to unpublish.
 */
final class PublishHandler {
  private final Catalog catalog;
  private final Publisher publisher;
  private final PackageEdits edits;
  private final Outcomes outcomes;

  PublishHandler(RegistryParts parts) {
    this.catalog = parts.catalog();
    this.publisher = parts.publisher();
    this.edits = parts.edits();
    this.outcomes = new Outcomes(parts);
  }

  /** A version, or a deprecation. */
  CompletionStage<Reply> publish(RepositoryRequest request, PackageName name) {
    return coded(request)
        ? refused(request)
        : outcomes.reply(
            request,
            "NpmPublish",
            name,
            publisher.publish(request.repository(), name, request.http().stream()));
  }

  /** A package without some of its versions. */
  CompletionStage<Reply> unpublish(RepositoryRequest request, PackageName name, String revision) {
    return coded(request)
        ? refused(request)
        : outcomes.reply(
            request,
            "NpmUnpublish",
            name,
            publisher.unpublish(request.repository(), name, revision, request.http().stream()));
  }

  /** A package without any version. */
  CompletionStage<Reply> unpublishAll(
      RepositoryRequest request, PackageName name, String revision) {
    var path = new PackagePath(request.repository(), name);
    return outcomes.reply(
        request, "NpmUnpublish", name, edits.unpublishAll(catalog.snapshot(), path, revision));
  }

  /** A version's tarball, which went with its version: npm asks for both. */
  CompletionStage<Reply> unpublishTarball(
      RepositoryRequest request, NpmPath.TarballRevision asked) {
    var path = new PackagePath(request.repository(), asked.name());
    return outcomes.reply(
        request,
        "NpmUnpublish",
        asked.name(),
        edits.unpublishTarball(catalog.snapshot(), path, asked.fileName(), asked.revision()));
  }

  /** No client sends a publish document otherwise than plain. */
  private static boolean coded(RepositoryRequest request) {
    var coding = request.http().headers().get(HttpHeaderNames.CONTENT_ENCODING);
    return coding != null && !coding.equalsIgnoreCase("identity");
  }

  private static CompletionStage<Reply> refused(RepositoryRequest request) {
    return CompletableFuture.completedFuture(
        Replies.error(
            HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
            Outcome.CLIENT_ERROR,
            "Content-Encoding: %s (expected: none)"
                .formatted(request.http().headers().get(HttpHeaderNames.CONTENT_ENCODING))));
  }
}
