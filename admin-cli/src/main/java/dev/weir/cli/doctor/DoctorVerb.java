package dev.weir.cli.doctor;

import dev.weir.cli.Failure;
import dev.weir.cli.Session;
import dev.weir.cli.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what keeps the package managers of a project from working with a repository. */
@Command(
    name = "doctor",
    description = "Say what is wrong between a project and its repository.",
    sortOptions = false,
    footer = {
      "",
      "Looks at the clients' configuration and lockfiles, at proxies, clocks, tokens and versions, and",
      "asks the registries that are configured. Of packages it asks only what Weir has stored, so that",
      "no origin hears of the project. Exit code 1 if a line says FAIL."
    })
public final class DoctorVerb implements Callable<Integer> {
  private final Supplier<Session> session;

  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "The project; the folder at hand if it isn't given.")
  private @Nullable Path project;

  public DoctorVerb(Supplier<Session> session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = session.get();
    var surroundings = run.surroundings();
    var here = surroundings.folder();
    var folder = project == null ? here : here.resolve(project).normalize();
    var findings = findings(Examination.of(run, Project.of(folder, surroundings.home())));
    var json =
        Json.Members.NONE
            .with("project", new Json.Text(folder.toString()))
            .with("findings", new Json.Items(findings.stream().map(Finding::asJson).toList()));
    run.print(json, DoctorView::lines);
    boolean failed = findings.stream().anyMatch(each -> each.level() == Finding.Level.FAIL);
    return failed ? Failure.Kind.REFUSED.exitCode() : 0;
  }

  private static List<Finding> findings(Examination examination) {
    var findings = new ArrayList<>(RegistryCheck.of(examination));
    examination.wanted().ifPresent(url -> findings.addAll(way(examination, url)));
    examination.repository().ifPresent(url -> findings.addAll(answers(examination, url)));
    findings.addAll(VersionCheck.of(examination));
    findings.addAll(LockfileCheck.of(examination));
    return findings;
  }

  /** What may lie between, whether anybody answers or not. */
  private static List<Finding> way(Examination examination, RegistryUrl url) {
    var surroundings = examination.session().surroundings();
    var findings =
        new ArrayList<>(ProxyCheck.of(url, surroundings.environment(), examination.npm()));
    findings.addAll(LocalhostCheck.of(url, surroundings.connectTimeout()));
    return findings;
  }

  private static List<Finding> answers(Examination examination, RegistryUrl repository) {
    var now = examination.session().surroundings().clock().instant();
    var findings = new ArrayList<>(AddressCheck.of(examination, repository));
    examination
        .weir(repository)
        .date()
        .ifPresent(date -> findings.addAll(ClockCheck.of(date, now)));
    findings.addAll(TokenCheck.of(examination, repository));
    return findings;
  }
}
