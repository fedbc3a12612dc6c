package dev.weir.registry;

import dev.weir.http.Reply;
import java.util.concurrent.CompletionStage;

/** Answers requests to a repository that is there. */
@FunctionalInterface
interface RepositoryHandler {
  CompletionStage<Reply> handle(RepositoryRequest request);
}
