package dev.weir.compare;

import dev.weir.compare.check.WrongAnswerException;
import dev.weir.compare.run.Progress;
import java.io.IOException;
import java.util.List;

/** The command line's entry: {@code benchmarks/bin/compare} starts it. */
public final class Compare {
  private static final int DONE = 0;
  private static final int WRONG = 1;
  private static final int USAGE = 2;

  private Compare() {}

  // The standard streams are this program's interface.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    if (arguments.contains("--help")) {
      System.out.print(Options.HELP);
      return DONE;
    }
    Options options;
    Places places;
    try {
      options = Options.parse(arguments);
      places = Places.ofProperties();
    } catch (IllegalArgumentException e) {
      System.err.println("compare: " + e.getMessage());
      return USAGE;
    }
    return compare(options, places);
  }

  private static int compare(Options options, Places places) {
    try {
      System.out.println("\n" + new Comparison(options, places, new Progress(System.out)).run());
      System.out.println("written to " + places.results());
      return DONE;
    } catch (WrongAnswerException e) {
      System.err.println("compare: wrong answer from " + e.getMessage());
    } catch (dev.weir.compare.load.WrongAnswerException e) {
      System.err.println("compare: wrong answer to " + e.getMessage());
    } catch (IOException e) {
      System.err.println("compare: " + e.getMessage());
    }
    return WRONG;
  }
}
