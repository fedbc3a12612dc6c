package dev.weir.registry;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What every request for a packument pays to have its representation chosen. In this package since
 * the rule is the registry's own. Run with {@code -prof gc} to see what it allocates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NegotiationBenchmark {
  /** Who asks. */
  public enum Client {
    NPM("application/json", "gzip,deflate"),
    PNPM(
        "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*",
        "zstd,gzip,deflate"),
    /** Whose headers are in no table. */
    OTHER("application/json, text/plain;q=0.9", "gzip;q=1.0, deflate;q=0.6, identity;q=0.3");

    private final String accept;
    private final String acceptEncoding;

    Client(String accept, String acceptEncoding) {
      this.accept = accept;
      this.acceptEncoding = acceptEncoding;
    }
  }

  @Param Client client = Client.NPM;

  private HttpHeaders headers = new DefaultHttpHeaders();

  @Setup
  public void ask() {
    headers =
        new DefaultHttpHeaders()
            .add("host", "127.0.0.1:9347")
            .add("user-agent", "npm/11.19.1 node/v20.20.2 linux x64 workspaces/false")
            .add("accept", client.accept)
            .add("accept-encoding", client.acceptEncoding)
            .add("connection", "keep-alive");
  }

  /** With the name that the hot cache knows the representation by. */
  @Benchmark
  public String negotiate() {
    return Negotiation.of(headers).item();
  }
}
