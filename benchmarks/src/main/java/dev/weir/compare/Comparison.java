package dev.weir.compare;

import dev.weir.compare.load.LoadRun;
import dev.weir.compare.origin.Fixture;
import dev.weir.compare.origin.FixtureShape;
import dev.weir.compare.origin.Origin;
import dev.weir.compare.report.Machine;
import dev.weir.compare.report.ResultFolder;
import dev.weir.compare.report.Results;
import dev.weir.compare.report.Section;
import dev.weir.compare.run.Budget;
import dev.weir.compare.run.Contender;
import dev.weir.compare.run.HotRun;
import dev.weir.compare.run.Measured;
import dev.weir.compare.run.Progress;
import dev.weir.compare.wire.Header;
import dev.weir.compare.workload.Workload;
import dev.weir.compare.workload.Workloads;
import dev.weir.compare.wrk.Wrk;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** One run of everything that was asked for. */
final class Comparison {
  private static final int ROTATING = 320;
  private static final int ROTATING_SMOKE = 20;

  private final Options options;
  private final Places places;
  private final Progress progress;
  private final HotRun run;

  Comparison(Options options, Places places, Progress progress) throws IOException {
    this.options = options;
    this.places = places;
    this.progress = progress;
    var scripts = Files.createDirectories(places.results().resolve("scripts"));
    var wrk =
        Wrk.find(scripts).orElseThrow(() -> new IOException("wrk: absent (expected: on the PATH)"));
    run =
        new HotRun(
            wrk::run, options.rounds(), Budget.of(options.time(), System::nanoTime), progress);
  }

  /** Measures and writes; what it returns is to be shown. */
  String run() throws IOException {
    if (!options.wantsHot()) {
      var nothing = List.<Measured>of();
      var at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      var results =
          new Results(at, Machine.here(), options.shown(), List.of(), nothing, nothing, List.of());
      return ResultFolder.write(places.results(), results.with(loads()));
    }
    int rotating = options.smoke() ? ROTATING_SMOKE : ROTATING;
    progress.say("starting the origin and making %d packages", rotating);
    try (var origin = Origin.start(rotating, 0)) {
      var fixture = Fixture.read(origin.url(), FixtureShape.of(rotating, 0));
      Results results;
      try (var servers = Servers.start(options, places, fixture.origin(), progress)) {
        results = results(fixture, servers);
      }
      return ResultFolder.write(places.results(), results.with(loads()));
    }
  }

  /** With servers of their own, and nothing else running. */
  private List<Section> loads() throws IOException {
    var wanted = LoadRun.NAMES.stream().filter(options::wants).toList();
    if (wanted.isEmpty()) {
      return List.of();
    }
    try (var loads =
        new LoadRun(
            places.weir(),
            places.verdaccio(),
            options.peers(),
            options.growthPackages(),
            progress)) {
      return loads.run(wanted);
    }
  }

  private Results results(Fixture fixture, Servers servers) throws IOException {
    var machine = Machine.here();
    var at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var workloads = Workloads.of(fixture);
    var memory = new MemoryTable(servers.present());
    var measured = hot(workloads, servers);
    List<Measured> features =
        options.wants(Options.FEATURES)
            ? new FeatureCosts(run, places, fixture)
                .measure(servers.weir(), workloads, options::wants)
            : List.of();
    return new Results(
        at,
        machine,
        options.shown(),
        servers.participants(),
        measured,
        features,
        List.of(memory.section()));
  }

  private List<Measured> hot(List<Workload> workloads, Servers servers) throws IOException {
    var contenders = servers.present().stream().map(Contender::of).toList();
    var measured = new ArrayList<Measured>();
    for (var workload : workloads) {
      if (options.wants(workload.name())) {
        run.measure(workload, contenders, targets(workloads, workload.headers()))
            .ifPresent(measured::add);
      }
    }
    return measured;
  }

  /** All that will be asked with these headers, for servers that have to know. */
  private List<String> targets(List<Workload> workloads, List<Header> headers) {
    return workloads.stream()
        .filter(workload -> options.wants(workload.name()) && workload.headers().equals(headers))
        .flatMap(workload -> workload.paths().stream())
        .distinct()
        .toList();
  }
}
