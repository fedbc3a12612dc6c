package dev.weir.registry;

import dev.weir.cache.MemoryBudget;
import dev.weir.http.Outcome;
import dev.weir.http.Reply;
import dev.weir.http.ServiceException;
import dev.weir.model.PackageName;
import dev.weir.resolve.Questions;
import dev.weir.search.SearchQuery;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletionStage;

/**
 * {@code GET <base>-/v1/search}, {@code -/npm/v1/keys} and {@code …/attestations/<name>@<version>}.
 */
final class AnswerHandler {
  private static final String JSON = "application/json; charset=utf-8";

  private final Questions questions;
  private final MemoryBudget bodies;

  AnswerHandler(RegistryParts parts) {
    this.questions = parts.questions();
    this.bodies = parts.answers().bodies();
  }

  CompletionStage<Reply> keys(RepositoryRequest request) {
    return questions
        .keys(request.repository())
        .thenApply(
            resolution ->
                resolution.match(
                    found -> ok(found.value(), bodies),
                    absent -> Faults.absent("no signing keys: " + request.repository()),
                    Faults::denied,
                    Faults::unavailable,
                    Faults::corrupt));
  }

  CompletionStage<Reply> attestations(RepositoryRequest request, PackageName name, String version) {
    return questions
        .attestations(request.repository(), name, version)
        .thenApply(
            resolution ->
                resolution.match(
                    found -> ok(found.value(), bodies),
                    absent -> Faults.absent("no attestations: %s@%s".formatted(name, version)),
                    Faults::denied,
                    Faults::unavailable,
                    Faults::corrupt));
  }

  CompletionStage<Reply> search(RepositoryRequest request) {
    return questions
        .search(request.repository(), query(request))
        .thenApply(
            resolution ->
                resolution.match(
                    found -> ok(found.value(), bodies),
                    absent -> Faults.absent("no search: " + request.repository()),
                    Faults::denied,
                    Faults::unavailable,
                    Faults::corrupt));
  }

  private static SearchQuery query(RepositoryRequest request) {
    try {
      return SearchQuery.parse(request.http().query());
    } catch (IllegalArgumentException odd) {
      throw new ServiceException(
          HttpResponseStatus.BAD_REQUEST, Outcome.CLIENT_ERROR, String.valueOf(odd.getMessage()));
    }
  }

  /** 200 with {@code json}, which is shared, counted against {@code bodies} until it is sent. */
  static Reply ok(byte[] json, MemoryBudget bodies) {
    var headers = new DefaultHttpHeaders().set(HttpHeaderNames.CONTENT_TYPE, JSON);
    var body = new Reply.Body.Range(new AnswerSource(json, bodies), 0, json.length);
    return new Reply(HttpResponseStatus.OK, headers, body, Outcome.OK);
  }
}
