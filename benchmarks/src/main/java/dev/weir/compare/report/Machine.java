package dev.weir.compare.report;

import dev.weir.compare.process.Pinned;
import dev.weir.compare.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Facts about the machine that figures depend on, by name, in an order to be read. */
public record Machine(Map<String, String> facts) {
  private static final String UNKNOWN = "unknown";

  /** Of the machine that this runs on. */
  public static Machine here() {
    var facts = new LinkedHashMap<String, String>();
    facts.put("cpu", value(Path.of("/proc/cpuinfo"), "model name"));
    facts.put("cores", Integer.toString(cores()));
    facts.put("memory", value(Path.of("/proc/meminfo"), "MemTotal"));
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put(
        "jdk",
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    facts.put("wrk", wrk());
    facts.put("load average", firstLine(Path.of("/proc/loadavg")));
    facts.put(
        "cpus",
        Pinned.apart()
            ? "server on one, wrk and origin on another"
            : "shared by all: absolute figures say little, ratios a bit more");
    return new Machine(facts);
  }

  /** All of the machine: this process may be pinned to one. */
  private static int cores() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return (int) lines.filter(line -> line.startsWith("processor")).count();
    } catch (IOException e) {
      return Runtime.getRuntime().availableProcessors();
    }
  }

  /** wrk takes any unknown option as a reason to say who it is. */
  private static String wrk() {
    return Programs.find("wrk")
        .map(program -> Programs.firstLine(List.of(program.toString(), "-v")))
        .orElse("absent");
  }

  private static String value(Path file, String name) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse(UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse(UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
