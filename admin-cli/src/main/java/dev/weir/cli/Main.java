package dev.weir.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The {@code weir} command, except for {@code weir serve}, which the launcher starts itself. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(WeirCommand.run(List.of(arguments), out, err));
  }
}
