package dev.weir.registry;

import dev.weir.cache.CpuPool;
import dev.weir.cache.MemoryBudget;
import dev.weir.cache.OverloadedException;
import dev.weir.http.Outcome;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import dev.weir.resolve.Questions;
import dev.weir.resolve.Resolution;
import dev.weir.upstream.UpstreamResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST <base>-/npm/v1/security/advisories/bulk}. What goes wrong is an error, never an empty
 * answer: that would say that nothing is vulnerable.
 */
final class AuditHandler {
  /** Heap that a decoded audit takes, as text and as lists, for each of its bytes. */
  private static final int WEIGHT = 4;

  private final Questions questions;
  private final CpuPool cpu;
  private final MemoryBudget bodies;
  private final long longest;

  AuditHandler(RegistryParts parts) {
    this.questions = parts.questions();
    this.cpu = parts.cpu();
    this.bodies = parts.answers().bodies();
    this.longest = parts.answering().maxAudit().bytes();
  }

  CompletionStage<Reply> handle(RepositoryRequest request) {
    return CompletableFuture.supplyAsync(() -> decode(request), cpu.small())
        .thenCompose(json -> counted(request, json))
        .thenApply(this::reply);
  }

  private byte[] decode(RepositoryRequest request) {
    var http = request.http();
    var coding = http.headers().get(HttpHeaderNames.CONTENT_ENCODING);
    return AuditBody.decode(coding, http.body(), longest);
  }

  private CompletionStage<Resolution<byte[]>> counted(RepositoryRequest request, byte[] json) {
    long weight = (long) WEIGHT * json.length;
    bodies.reserve(weight);
    try {
      return CompletableFuture.supplyAsync(() -> AuditBody.parse(json), cpu.small())
          .thenCompose(audit -> questions.audit(request.repository(), audit))
          .whenComplete((resolution, failure) -> bodies.release(weight));
    } catch (OverloadedException full) { // of the pool's queue: there is no stage to give it back
      bodies.release(weight);
      throw full;
    }
  }

  private Reply reply(Resolution<byte[]> resolution) {
    return resolution.match(
        found -> AnswerHandler.ok(found.value(), bodies),
        absent ->
            Replies.error(
                HttpResponseStatus.NOT_FOUND,
                Outcome.NOT_FOUND,
                "no registry behind this repository answers audits"),
        Faults::denied,
        unavailable -> failed(unavailable.cause()),
        Faults::corrupt);
  }

  private static Reply failed(UpstreamResponse cause) {
    return cause instanceof UpstreamResponse.Refused refused
        ? passedOn(refused)
        : failed((UpstreamResponse.Failed) cause);
  }

  /** As it came, but for what would have npm's users log in here: that is the operator's to do. */
  private static Reply passedOn(UpstreamResponse.Refused refused) {
    int status = refused.status();
    var reply =
        Replies.error(
            status == 401 || status == 407
                ? HttpResponseStatus.FORBIDDEN
                : HttpResponseStatus.valueOf(status),
            Outcome.ORIGIN_REFUSED,
            refused.detail());
    refused
        .retryAfter()
        .ifPresent(wait -> reply.headers().set(HttpHeaderNames.RETRY_AFTER, Faults.seconds(wait)));
    return reply;
  }

  private static Reply failed(UpstreamResponse.Failed failed) {
    return failed.kind() == UpstreamResponse.Kind.OVERLOADED
        ? Faults.failed(failed)
        : Replies.error(HttpResponseStatus.BAD_GATEWAY, Outcome.ORIGIN_FAILED, failed.detail());
  }
}
