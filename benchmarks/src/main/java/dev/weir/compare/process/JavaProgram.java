package dev.weir.compare.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A main class of this class path, to be run by this JDK in a process of its own. */
public final class JavaProgram {
  private final String main;
  private final List<String> flags = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();

  private JavaProgram(String main) {
    this.main = main;
  }

  public static JavaProgram of(Class<?> main) {
    return new JavaProgram(main.getName());
  }

  /** Flags for the JVM. */
  public JavaProgram jvm(String... more) {
    flags.addAll(Arrays.asList(more));
    return this;
  }

  public JavaProgram arguments(String... more) {
    arguments.addAll(Arrays.asList(more));
    return this;
  }

  public List<String> command() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    return command;
  }
}
