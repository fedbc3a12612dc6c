package dev.weir.cli.see;

import dev.weir.cli.Session;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** Shows what the cache holds and how it answered. */
@Command(name = "stats", description = "Show what the cache holds and how it answered.")
final class CacheStatsVerb implements Callable<Integer> {
  private final Supplier<Session> session;

  CacheStatsVerb(Supplier<Session> session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = session.get();
    run.print(run.ask(daemon -> daemon.get("/weir/v1/cache")), CacheView::stats);
    return 0;
  }
}
