package dev.weir.cli.see;

import dev.weir.cli.Session;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** Shows how the daemon is. */
@Command(name = "status", description = "Show uptime, hit ratio, storage and connections.")
public final class StatusVerb implements Callable<Integer> {
  private final Supplier<Session> session;

  public StatusVerb(Supplier<Session> session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = session.get();
    var status = run.ask(daemon -> daemon.get("/weir/v1/status"));
    run.print(status, (answer, style) -> StatusView.lines(answer, style, run.endpoint()));
    return 0;
  }
}
