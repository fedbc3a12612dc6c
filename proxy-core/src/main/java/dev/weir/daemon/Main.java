package dev.weir.daemon;

import dev.weir.config.MachineMemory;
import dev.weir.config.MemoryPlan;
import dev.weir.config.SettingsInput;
import dev.weir.config.SettingsLoader;
import dev.weir.config.SettingsResult;
import dev.weir.config.XdgFolders;
import io.netty.util.internal.PlatformDependent;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** {@code weir serve}: from the command line to a daemon that listens, and to its end. */
public final class Main {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int WRONG_CONFIGURATION = 2;

  private final PrintWriter out;
  private final PrintWriter err;

  private Main(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    var out = new PrintWriter(System.out, true, Charset.defaultCharset());
    var err = new PrintWriter(System.err, true, Charset.defaultCharset());
    var code = new Main(out, err).run(List.of(arguments));
    // halt, not exit: the shutdown hook is the way to a clean end and must not run twice.
    Runtime.getRuntime().halt(code);
  }

  private int run(List<String> arguments) {
    return ServeCommand.parse(arguments, out, err).match(this::serve, code -> code);
  }

  private int serve(ServeOptions options) {
    var environment = System.getenv();
    var home = Path.of(System.getProperty("user.home"));
    var input =
        new SettingsInput(
            options.config(),
            environment,
            home,
            options.overrides(),
            options.insecure(),
            MachineMemory.defaultTotal());
    return SettingsLoader.load(input).match(loaded -> serve(loaded, input), this::refuse);
  }

  private int refuse(SettingsResult.Invalid invalid) {
    err.println("weir: the configuration cannot be used:");
    invalid.problems().forEach(problem -> err.println("  " + problem));
    return WRONG_CONFIGURATION;
  }

  private int serve(SettingsResult.Loaded loaded, SettingsInput input) {
    var settings = loaded.settings();
    Path data =
        settings
            .data()
            .map(Path::of)
            .orElseGet(() -> XdgFolders.of(input.environment(), input.home()).weirData());
    var memory =
        MemoryPlan.of(settings.memory().total().orElse(input.defaultMemory()), settings.memory());
    try {
      Natives.prepare(System.getProperties());
      var running =
          Daemon.start(settings, data, memory, input.environment(), InstantSource.system());
      new Announcement(out).print(loaded, data, running.address());
      warnAbout(memory);
      return untilStopped(running);
    } catch (StartException e) {
      err.println("weir: " + e.getMessage());
      return WRONG_CONFIGURATION;
    } catch (RuntimeException e) {
      err.println("weir: cannot start: " + e);
      e.printStackTrace(err);
      return FAILED;
    }
  }

  private void warnAbout(MemoryPlan memory) {
    memory
        .differences(Runtime.getRuntime().maxMemory(), PlatformDependent.maxDirectMemory())
        .forEach(difference -> err.println("weir: not started by bin/weir? " + difference));
  }

  /** SIGTERM and Ctrl-C run the hook, which drains and then lets the process end with 0. */
  private int untilStopped(Daemon.Running running) {
    var archiver = Executors.newSingleThreadScheduledExecutor(Main::daemonThread);
    var archive = ClassArchive.wanted(System.getProperties(), archiver);
    archive.ifPresent(wanted -> archiver.schedule(wanted::make, 5, TimeUnit.SECONDS));
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  out.println("weir: stopping");
                  archive.ifPresent(ClassArchive::closeAsync);
                  running.close();
                  out.println("weir: stopped");
                  stopped.countDown();
                  // A JVM that a signal ends exits with 128 + its number; a drained one is fine.
                  Runtime.getRuntime().halt(OK);
                },
                "weir-shutdown"));
    try {
      stopped.await();
      return OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private static Thread daemonThread(Runnable task) {
    var thread = new Thread(task, "weir-class-archive");
    thread.setDaemon(true);
    return thread;
  }
}
