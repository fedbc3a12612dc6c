package dev.weir.cli.publish;

import dev.weir.cli.Failure;
import dev.weir.cli.Session;
import dev.weir.cli.remote.Answered;
import dev.weir.cli.remote.Query;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes a tarball to several repositories. */
@Command(
    name = "publish-to",
    description = "Publish a tarball to several repositories, or to none.",
    footer = {
      "",
      "The tarball is one that npm pack makes; what is checked is what a publish by npm is checked for.",
      "All repositories are of one domain, and get it all or none of them. The same again changes",
      "nothing. The exit code is 1 if one of them has other bytes or blocks publishing. For example:",
      "  weir publish-to local/dev local/lib pkg-1.0.0.tgz",
      "  weir publish-to --domain local --tag next dev lib pkg-2.0.0-rc.1.tgz"
    })
public final class PublishToVerb implements Callable<Integer> {
  private final Supplier<Session> session;

  @Parameters(
      arity = "2..*",
      paramLabel = "REPO… TARBALL",
      description = "Repositories as DOMAIN/REPO, or REPO with --domain; the file comes last.")
  private List<String> words = List.of();

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      description = "The domain of repositories that are given without one.")
  private @Nullable String domain;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "The dist-tag that shall point at the version; latest unless given.")
  private @Nullable String tag;

  public PublishToVerb(Supplier<Session> session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = session.get();
    var query = query(words.subList(0, words.size() - 1));
    var file = file(run, words.get(words.size() - 1));
    Answered answer = run.ask(daemon -> daemon.send(query.path(), file));
    if (answer.isGood() || !answer.body().items("repositories").isEmpty()) {
      run.print(answer.body(), PublishToView::lines);
    }
    answer.expectGood();
    return 0;
  }

  private Query query(List<String> repositories) {
    var query = new Query("/weir/v1/publish");
    for (String repository : repositories) {
      query = query.with("repository", full(repository));
    }
    return tag == null ? query : query.with("tag", tag);
  }

  private String full(String repository) {
    if (repository.indexOf('/') >= 0) {
      return repository;
    } else if (domain == null) {
      throw Failure.usage(
          "publish-to: %s (expected: DOMAIN/REPO, or --domain DOMAIN)".formatted(repository));
    }
    return domain + "/" + repository;
  }

  private static Path file(Session run, String text) {
    try {
      var file = run.surroundings().folder().resolve(text);
      if (Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException none) {
      // Told below, as any other that is not there.
    }
    throw Failure.usage("publish-to: %s (expected: a tarball, last of all)".formatted(text));
  }
}
