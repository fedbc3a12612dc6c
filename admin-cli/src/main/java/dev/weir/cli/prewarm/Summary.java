package dev.weir.cli.prewarm;

import dev.weir.cli.json.Json;
import dev.weir.cli.lockfile.Skipped;
import dev.weir.cli.lockfile.Skipped.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What came of a run, as JSON. */
final class Summary {
  private Summary() {}

  /**
   * All of it.
   *
   * @param earlier how many tarballs a run before has seen to
   */
  static Json.Members of(String base, Prewarming wanted, int earlier, Tally tally) {
    int seen = earlier + tally.fetched() + tally.failed().size();
    return Json.Members.NONE
        .with("repositoryEndpoint", new Json.Text(base))
        .with("packages", Json.Digits.of(wanted.packages().size()))
        .with("fetched", Json.Digits.of(tally.fetched()))
        .with("fetchedBytes", Json.Digits.of(tally.bytes()))
        .with("fetchedUnchecked", Json.Digits.of(tally.unchecked()))
        .with("fetchedEarlier", Json.Digits.of(earlier))
        .with("notAsked", Json.Digits.of(wanted.packages().size() - seen))
        .with("failed", new Json.Items(tally.failed().stream().map(Summary::failed).toList()))
        .with("skipped", skipped(wanted.skipped()));
  }

  private static Json failed(Tally.Failed failed) {
    return Json.Members.NONE
        .with("package", new Json.Text(failed.what().name()))
        .with("version", new Json.Text(failed.what().version()))
        .with("reason", new Json.Text(failed.reason()));
  }

  private static Json skipped(List<Skipped> skipped) {
    Map<Reason, List<Json>> all = new EnumMap<>(Reason.class);
    skipped.forEach(
        each ->
            all.computeIfAbsent(each.reason(), reason -> new ArrayList<>())
                .add(new Json.Text(each.what())));
    List<Json> items = new ArrayList<>();
    all.forEach((reason, each) -> items.add(skipped(reason, each)));
    return new Json.Items(items);
  }

  private static Json skipped(Reason reason, List<Json> packages) {
    return Json.Members.NONE
        .with("reason", new Json.Text(reason.word()))
        .with("words", new Json.Text(reason.words()))
        .with("count", Json.Digits.of(packages.size()))
        .with("packages", new Json.Items(packages));
  }
}
