package dev.weir.cli.see;

import dev.weir.cli.Session;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** Shows how the repositories hang together. */
@Command(
    name = "tree",
    description = "Draw domains, repositories and what each looks in.",
    footer = {
      "",
      "Below a repository stand its upstreams in the order they are searched, and its external",
      "connection (=>). What stands in the picture already is referred to."
    })
public final class TreeVerb implements Callable<Integer> {
  private final Supplier<Session> session;

  public TreeVerb(Supplier<Session> session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = session.get();
    run.print(run.ask(daemon -> daemon.get("/weir/v1/tree")), TreeView::lines);
    return 0;
  }
}
