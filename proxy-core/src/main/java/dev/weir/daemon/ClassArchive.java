package dev.weir.daemon;

import dev.weir.io.AsyncCloseable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the class-data archive that the next start of this build on this JVM reads its classes
 * from.
 *
 * <p>The launcher asks for it if there is none: it has the JVM write down the classes that it loads
 * and names the files. Once the daemon is ready, a second JVM at low priority turns that list into
 * an archive; it is written under another name and renamed, so that no start ever sees half of one.
 * The running daemon doesn't wait for it, a stop kills it, and a failure leaves things as they
 * were.
 */
public final class ClassArchive implements AsyncCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path archive;
  private final Path classes;

  /** Of {@link #classes}, the whole lines. */
  private final Path list;

  /** What becomes {@link #archive} when it is complete. */
  private final Path partial;

  private final String classPath;
  private final Executor executor;

  /**
   * Guards {@link #child} and {@link #closed}; nothing is called while it is held but the process.
   */
  private final Object lock = new Object();

  private @Nullable Process child;
  private boolean closed;

  ClassArchive(Path archive, Path classes, String classPath, Executor executor) {
    this.archive = archive;
    this.classes = classes;
    this.list = classes.resolveSibling(classes.getFileName() + ".whole");
    this.partial = archive.resolveSibling(archive.getFileName() + ".partial" + processId());
    this.classPath = classPath;
    this.executor = executor;
  }

  /**
   * The archive that the launcher asks for by {@code weir.cds.archive} (where it belongs) and
   * {@code weir.cds.classes} (the list that is being written), or empty if there is one already.
   *
   * @param executor copies a file of some 100 KiB and starts a process: not an event loop
   */
  public static Optional<ClassArchive> wanted(Properties properties, Executor executor) {
    var archive = properties.getProperty("weir.cds.archive");
    var classes = properties.getProperty("weir.cds.classes");
    if (archive == null || classes == null) {
      return Optional.empty();
    }
    var classPath = properties.getProperty("java.class.path", "");
    return Optional.of(new ClassArchive(Path.of(archive), Path.of(classes), classPath, executor));
  }

  /**
   * Starts the work; call it some seconds after the daemon is ready, when the first requests have
   * loaded their classes. Completes, on the executor, with whether there is an archive now.
   */
  public CompletionStage<Boolean> make() {
    return CompletableFuture.supplyAsync(this::dump, executor)
        .thenCompose(Process::onExit)
        .orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .handleAsync((exited, failed) -> finish(exited), executor);
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    synchronized (lock) {
      closed = true;
      if (child != null) {
        child.destroyForcibly();
      }
    }
    deleteTraces();
    return CompletableFuture.completedFuture(null);
  }

  private Process dump() {
    try {
      copyWholeLines();
      synchronized (lock) {
        if (closed) {
          throw new IllegalStateException("closed");
        }
        child =
            new ProcessBuilder(command())
                .redirectInput(list.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return child;
      }
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The JVM writes the list through a buffer, so that its end may be half a line by now. */
  private void copyWholeLines() throws IOException {
    var written = Files.readString(classes, StandardCharsets.UTF_8);
    Files.writeString(list, written.substring(0, written.lastIndexOf('\n') + 1));
  }

  private List<String> command() {
    var command = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
      command.addAll(List.of("/usr/bin/nice", "-n", "19"));
    }
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    // G1, whatever the daemon runs with: on 17 only it can archive heap objects. The parallel
    // collector of 17 takes the classes and leaves those objects; later ones load them too.
    command.addAll(List.of("-Xshare:dump", "-XX:+UseG1GC", "-Xmx128m", "-Xlog:disable"));
    command.add("-XX:SharedClassListFile=" + list);
    command.add("-XX:SharedArchiveFile=" + partial);
    command.addAll(List.of("-cp", classPath));
    return command;
  }

  private boolean finish(@Nullable Process exited) {
    try {
      synchronized (lock) {
        if (child != null) {
          child.destroyForcibly();
        }
      }
      if (exited == null || exited.exitValue() != 0 || !Files.isRegularFile(partial)) {
        return false;
      }
      Files.move(partial, archive, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException failed) {
      return false;
    } finally {
      deleteTraces();
    }
  }

  /** Everything but the archive; the JVM may go on writing its list, which then has no name. */
  private void deleteTraces() {
    for (Path file : List.of(partial, list, classes)) {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException leftForTheNextBuild) {
      // It lies in target/ or in a cache folder, which someone empties now and then.
    }
  }

  private static long processId() {
    return ProcessHandle.current().pid();
  }
}
