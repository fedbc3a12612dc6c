package dev.weir.cli.see;

import dev.weir.cli.json.Json;
import dev.weir.cli.output.Style;
import dev.weir.cli.output.Words;
import java.util.ArrayList;
import java.util.List;

/** The answer of {@code /weir/v1/verify} as a page. */
final class VerifyView {
  private VerifyView() {}

  /** How much of a run is done, 0 to 1. */
  static double share(Json report) {
    double all = report.number("ofBytes");
    return all == 0 ? 0 : report.number("doneBytes") / all;
  }

  /** How far a run is, in words. */
  static String progress(Json report) {
    return report.at("of").isEmpty()
        ? "counting"
        : "%s of %s, %s of %s"
            .formatted(
                Words.count(report.number("done"), "tarball", "tarballs"),
                Words.count(report.number("of"), "tarball", "tarballs"),
                Words.bytes(report.number("doneBytes")),
                Words.bytes(report.number("ofBytes")));
  }

  static List<String> lines(Json report, Style style) {
    var lines = new ArrayList<String>();
    lines.add(title(report, style));
    if (report.number("unread") > 0) {
      lines.add(
          style.yellow(
              "  %s could not be read just now; the daemon's log says why"
                  .formatted(Words.count(report.number("unread"), "tarball", "tarballs"))));
    }
    report.items("damaged").forEach(one -> lines.add(damaged(one, style)));
    if (report.number("more") > 0) {
      lines.add(style.dim("  and %,.0f more".formatted(report.number("more"))));
    }
    return lines;
  }

  private static String title(Json report, Style style) {
    return switch (report.text("state")) {
      case "none" -> "nothing was verified since the daemon's start";
      case "running" -> "running: " + progress(report);
      case "failed" ->
          style.red("ended early: " + Words.harmless(report.text("failure")))
              + ", after "
              + progress(report);
      default -> done(report, style);
    };
  }

  private static String done(Json report, Style style) {
    double published = report.number("damagedPublished");
    double cached = report.number("damagedCached");
    var read =
        "%s, %s: "
            .formatted(
                Words.count(report.number("done"), "tarball", "tarballs"),
                Words.bytes(report.number("doneBytes")));
    if (published + cached == 0) {
      return read + style.green("none is damaged");
    }
    var words = "%,.0f published and %,.0f cached damaged".formatted(published, cached);
    double lost = report.number("notFetchedAgain");
    return read
        + (published + lost > 0 ? style.red(words) : style.yellow(words))
        + (cached > 0 ? ", " + again(report.number("fetchedAgain"), lost) : "");
  }

  private static String again(double fetched, double lost) {
    return "%,.0f fetched again".formatted(fetched)
        + (lost > 0 ? ", %,.0f could not be fetched".formatted(lost) : "");
  }

  private static String damaged(Json one, Style style) {
    boolean published = one.text("kind").equals("published");
    var what =
        published
            ? "%s@%s in %s/%s"
                .formatted(
                    one.text("package"),
                    one.text("version"),
                    one.text("domain"),
                    one.text("repository"))
            : "%s of %s, %s".formatted(one.text("file"), one.text("connection"), fate(one));
    var line = Words.harmless("  %s: %s".formatted(what, one.text("problem")));
    return published || isLost(one) ? style.red(line) : style.yellow(line);
  }

  private static String fate(Json one) {
    return isLost(one)
        ? "dropped and not fetched again (%s)".formatted(one.text("notFetchedAgain"))
        : "fetched again";
  }

  private static boolean isLost(Json one) {
    return !one.text("notFetchedAgain").isEmpty();
  }
}
