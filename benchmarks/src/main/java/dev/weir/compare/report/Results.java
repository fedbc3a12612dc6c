package dev.weir.compare.report;

import dev.weir.compare.run.Measured;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that a run found out.
 *
 * @param settings what the run was asked to do, by option
 * @param workloads with all servers in each
 * @param features workloads measured with Weir alone, with and without a feature; the first server
 *     of each is Weir without
 * @param sections everything else
 */
public record Results(
    Instant at,
    Machine machine,
    Map<String, String> settings,
    List<Participant> participants,
    List<Measured> workloads,
    List<Measured> features,
    List<Section> sections) {
  public Results {
    participants = List.copyOf(participants);
    workloads = List.copyOf(workloads);
    features = List.copyOf(features);
    sections = List.copyOf(sections);
  }

  /** The same with more sections. */
  public Results with(List<Section> more) {
    var all = new ArrayList<>(sections);
    all.addAll(more);
    return new Results(at, machine, settings, participants, workloads, features, all);
  }
}
