package dev.weir.compare.check;

import dev.weir.compare.peer.Peer;
import dev.weir.compare.wire.Header;
import dev.weir.compare.wire.Wire;
import dev.weir.compare.wire.WireReply;
import dev.weir.compare.workload.Target;
import dev.weir.compare.workload.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One look at all targets, over as many connections at once as the workload has; each connection
 * asks at least once, so one target alone is asked for over all of them.
 */
final class CheckPass {
  private final Peer peer;
  private final Workload workload;
  private final int status;
  private final List<String> conditions;
  private final AtomicInteger next = new AtomicInteger();
  // Each slot may be written by several threads, which all write the same.
  private final String[] etags;
  private final long[] wireBytes;

  /**
   * @param conditions the If-None-Match of each target; empty for none
   */
  CheckPass(Peer peer, Workload workload, int status, List<String> conditions) {
    this.peer = peer;
    this.workload = workload;
    this.status = status;
    this.conditions = conditions;
    this.etags = new String[workload.targets().size()];
    this.wireBytes = new long[etags.length];
  }

  Checked run() throws IOException {
    var threads = Executors.newFixedThreadPool(workload.connections());
    try {
      var connections = new ArrayList<CompletableFuture<Void>>();
      for (int i = 0; i < workload.connections(); i++) {
        connections.add(CompletableFuture.runAsync(this::connection, threads));
      }
      CompletableFuture.allOf(connections.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw cause(e);
    } finally {
      threads.shutdownNow();
    }
    return new Checked(Arrays.asList(etags), Arrays.stream(wireBytes).boxed().toList());
  }

  private static IOException cause(CompletionException failure) {
    if (failure.getCause() instanceof WrongAnswerException wrong) {
      throw wrong;
    }
    return new IOException(failure.getCause());
  }

  private void connection() {
    int requests = Math.max(etags.length, workload.connections());
    try (var wire = Wire.connect(peer.base())) {
      for (int n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
        ask(wire, n % etags.length);
      }
    } catch (IOException e) {
      // Whoever answers this workload right does not break a connection.
      throw new WrongAnswerException(peer.name(), workload.name(), "an answer", e.toString());
    }
  }

  private void ask(Wire wire, int index) throws IOException {
    var target = workload.targets().get(index);
    var condition = conditions.get(index);
    var headers = new ArrayList<>(workload.headers());
    if (!condition.isEmpty()) {
      headers.add(new Header("If-None-Match", condition));
    }
    var reply = wire.get(peer.base().getRawPath() + target.path(), headers);
    judge(target, reply);
    etags[index] = reply.header("etag").orElse("");
    wireBytes[index] = reply.wireBytes();
  }

  private void judge(Target target, WireReply reply) {
    Verdict.of(reply, status, target, peer.tarballBase())
        .ifPresent(
            wrong -> {
              throw new WrongAnswerException(
                  peer.name(), target.path(), wrong.expected(), wrong.got());
            });
  }
}
