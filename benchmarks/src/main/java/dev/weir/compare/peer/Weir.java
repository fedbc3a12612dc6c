package dev.weir.compare.peer;

import dev.weir.compare.process.Pinned;
import dev.weir.compare.process.Programs;
import dev.weir.compare.process.Running;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Weir as its users start it, {@code bin/weir serve}, with its defaults but for two: packuments
 * stay fresh as long as the origin says, and absence for an hour, as with every other server here.
 */
public final class Weir extends OneProcess {
  private static final Pattern REGISTRY = Pattern.compile("registry +(http://\\S+)/");
  private static final Duration TIME_TO_START = Duration.ofSeconds(60);

  private final Path launcher;
  private final URI origin;
  private final Pinned where;
  private final List<String> settings;
  private final String javaOptions;

  /**
   * @param launcher {@code bin/weir}
   * @param origin without a slash at the end
   * @param settings further ones, as {@code key=value}; {@code {folder}} is the server's own folder
   */
  public Weir(String name, Path launcher, URI origin, Pinned where, List<String> settings) {
    super(name);
    this.launcher = launcher;
    this.origin = origin;
    this.where = where;
    this.settings = List.copyOf(settings);
    this.javaOptions = "";
  }

  private Weir(Weir same, String javaOptions) {
    super(same.name());
    this.launcher = same.launcher;
    this.origin = same.origin;
    this.where = same.where;
    this.settings = same.settings;
    this.javaOptions = javaOptions;
  }

  /** The same, not started, with further options for its JVM. */
  public Weir withJava(String options) {
    return new Weir(this, options);
  }

  @Override
  public Optional<String> absentReason() {
    return Files.isExecutable(launcher)
        ? Optional.empty()
        : Optional.of("no bin/weir at " + launcher);
  }

  @Override
  public String version() {
    var environment = List.of("env", "WEIR_NO_BUILD=1", launcher.toString());
    var command = new ArrayList<>(environment);
    command.addAll(List.of("serve", "--version"));
    var text = Programs.firstLine(command);
    return settings.isEmpty() ? text : text + " with " + String.join(" ", settings);
  }

  @Override
  public URI tarballBase() {
    return base();
  }

  /** Where it stores; only while it runs. */
  public Path data() {
    return running().folder().resolve("data");
  }

  @Override
  Started launch() throws IOException {
    var folder = Started.newFolder("weir");
    var java =
        Map.of(
            "WEIR_NO_BUILD",
            "1",
            "JAVA_HOME",
            System.getProperty("java.home"),
            "WEIR_JAVA_OPTS",
            javaOptions);
    var running = Running.start(name(), where, command(folder), java);
    while (true) {
      var matcher = REGISTRY.matcher(running.line(TIME_TO_START));
      if (matcher.find()) {
        return new Started(running, URI.create(matcher.group(1)), folder).awaitReady();
      }
    }
  }

  private List<String> command(Path folder) {
    var command = new ArrayList<>(List.of(launcher.toString(), "serve", "--port", "0"));
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    add(command, "external-connections.public:npmjs.url=" + origin + "/");
    add(command, "packument.max-fresh=1d");
    add(command, "packument.negative-fresh=1h");
    settings.forEach(text -> add(command, text.replace("{folder}", folder.toString())));
    return command;
  }

  private static void add(List<String> command, String setting) {
    command.add("--set");
    command.add(setting);
  }
}
