package dev.weir.cli;

import java.util.List;

/** The {@code weir} command, except for {@code weir serve}, which the launcher starts itself. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(WeirCommand.run(List.of(arguments), Surroundings.ofProcess()));
  }
}
