package dev.weir.cli.see;

import dev.weir.cli.Failure;
import dev.weir.cli.Session;
import dev.weir.cli.json.Json;
import dev.weir.cli.output.Format;
import dev.weir.cli.remote.Daemon;
import dev.weir.cli.remote.Query;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has the daemon read its tarballs anew, and waits for the end. */
@Command(
    name = "verify",
    description = "Read stored tarballs anew and find damaged ones.",
    footer = {
      "",
      "A damaged tarball of a registry outside is dropped and fetched again. If that cannot be, the",
      "exit code is 1, and the next install that wants it tries again. A damaged one that was",
      "published here is named, and the exit code is 1: bring it back from a backup, or delete the",
      "version and publish it again. Whoever installs meanwhile comes first."
    })
public final class VerifyVerb implements Callable<Integer> {
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final Supplier<Session> session;

  @Option(names = "--published", description = "Only what was published here.")
  private boolean published;

  @Option(names = "--cached", description = "Only what came from registries outside.")
  private boolean cached;

  @Option(names = "--show", description = "Start nothing; show the run that is or was last.")
  private boolean show;

  public VerifyVerb(Supplier<Session> session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = session.get();
    var query = new Query("/weir/v1/verify").with("what", what()).path();
    var bar = new ProgressBar(run.surroundings(), run.format() == Format.TABLE);
    var report =
        run.ask(
            daemon ->
                show
                    ? daemon.get("/weir/v1/verify")
                    : end(daemon, daemon.post(query, Json.Members.NONE), bar));
    run.print(report, VerifyView::lines);
    boolean bad =
        report.number("damagedPublished") > 0
            || report.number("notFetchedAgain") > 0
            || report.text("state").equals("failed");
    return bad ? Failure.Kind.REFUSED.exitCode() : 0;
  }

  private String what() {
    return published == cached ? "all" : published ? "published" : "cached";
  }

  private static Json end(Daemon daemon, Json begun, ProgressBar bar) {
    var report = begun;
    long pause = FIRST_PAUSE_MILLIS;
    try {
      while (report.text("state").equals("running")) {
        bar.draw(VerifyView.share(report), VerifyView.progress(report));
        sleep(pause);
        pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
        report = daemon.get("/weir/v1/verify");
      }
      return report;
    } finally {
      bar.clear();
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.refused("interrupted; the daemon goes on: weir verify --show tells how far");
    }
  }
}
