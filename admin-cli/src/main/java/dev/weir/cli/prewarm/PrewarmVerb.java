package dev.weir.cli.prewarm;

import dev.weir.cli.Failure;
import dev.weir.cli.Session;
import dev.weir.cli.Surroundings;
import dev.weir.cli.lockfile.Lockfiles;
import dev.weir.cli.remote.Web;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a repository fetch the tarballs that lockfiles name. */
@Command(
    name = "prewarm",
    description = "Have a repository fetch what lockfiles name.",
    sortOptions = false,
    footer = {
      "",
      "Reads package-lock.json, npm-shrinkwrap.json, pnpm-lock.yaml, yarn.lock and bun.lock, asks the",
      "repository for each tarball and checks it against the lockfile. A run that was interrupted",
      "goes on where it was if it is given again. Exit code 1 if a tarball cannot be had."
    })
public final class PrewarmVerb implements Callable<Integer> {
  private static final int MOST_THREADS = 256;

  private final Supplier<Session> session;

  @Parameters(arity = "1..*", paramLabel = "LOCKFILE", description = "One or more lockfiles.")
  private List<Path> lockfiles = List.of();

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      description = "The domain; local if neither it nor a repository of one is given.")
  private @Nullable String domain;

  @Option(
      names = "--repository",
      paramLabel = "[DOMAIN/]REPOSITORY",
      description = "The repository; dev if it isn't given.")
  private @Nullable String repository;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "How many tarballs are asked for at once: 1 to 256, 16 if it isn't given.")
  private int concurrency = 16;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "Where to keep what is done; a file in the XDG state folder if it isn't given.")
  private @Nullable Path state;

  @Option(names = "--quiet", description = "Don't show how far it is.")
  private boolean quiet;

  public PrewarmVerb(Supplier<Session> session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = session.get();
    if (concurrency < 1 || concurrency > MOST_THREADS) {
      throw Failure.usage(
          "--concurrency: %d (expected: 1 to %d)".formatted(concurrency, MOST_THREADS));
    }
    var target = Target.of(domain, repository);
    var folder = run.surroundings().folder();
    var wanted =
        Prewarming.of(lockfiles.stream().map(folder::resolve).map(Lockfiles::read).toList());
    target.checkIn(run.ask(daemon -> daemon.get("/weir/v1/tree")));
    var base = target.base(run.endpoint());
    try (var done = DoneList.open(state(run.surroundings(), wanted, base), base)) {
      return fetch(run, target, base, wanted, done);
    }
  }

  private int fetch(Session run, Target target, String base, Prewarming wanted, DoneList done) {
    int earlier = (int) wanted.packages().stream().filter(done::has).count();
    var rest = wanted.packages().size() - earlier;
    var progress = new Progress(run.surroundings().err(), form(run.surroundings()), rest);
    var tally = new Tally(done, progress);
    var fetch = new TarballFetch(Web.of(run.surroundings()), target, base);
    wanted.run(fetch, done, tally, concurrency);
    progress.end();
    run.print(Summary.of(base, wanted, earlier, tally), SummaryView::lines);
    if (tally.gone().isPresent()) {
      throw Failure.unreachable(
          "cannot reach Weir at %s any more: %s (the same command goes on from here)"
              .formatted(run.endpoint(), tally.gone().get()));
    }
    if (!tally.failed().isEmpty()) {
      return Failure.Kind.REFUSED.exitCode();
    }
    done.delete();
    return 0;
  }

  private Progress.Form form(Surroundings surroundings) {
    if (quiet) {
      return Progress.Form.NONE;
    }
    return surroundings.terminal() ? Progress.Form.BAR : Progress.Form.LINES;
  }

  private Path state(Surroundings surroundings, Prewarming wanted, String base) {
    return state == null
        ? surroundings.stateFolder().resolve("weir/prewarm").resolve(name(wanted, base))
        : surroundings.folder().resolve(state);
  }

  /** The same for the same tarballs of the same repository, wherever the lockfiles lie. */
  private static String name(Prewarming wanted, String base) {
    try {
      var text = base + "\n" + wanted.fingerprint();
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16) + ".txt";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
