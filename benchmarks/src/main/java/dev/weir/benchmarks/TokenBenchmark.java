package dev.weir.benchmarks;

import dev.weir.auth.AuthorizationTokens;
import dev.weir.auth.TokenCheck;
import dev.weir.config.AuthSettings;
import dev.weir.model.DomainName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Checking a bearer token: by its signature, as for a client's first request, and remembered. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TokenBenchmark {
  private static final DomainName DOMAIN = new DomainName("local");

  private final AuthorizationTokens remembering = tokens(AuthSettings.DEFAULTS.rememberedTokens());
  private final AuthorizationTokens forgetting = tokens(0);
  private final String token =
      remembering.issue(DOMAIN, "arn:aws:iam::000000000000:user/ci", Duration.ZERO).text();

  @Benchmark
  public TokenCheck first() {
    return forgetting.verify(DOMAIN, token);
  }

  @Benchmark
  public TokenCheck remembered() {
    return remembering.verify(DOMAIN, token);
  }

  private static AuthorizationTokens tokens(int remembered) {
    var settings = new AuthSettings(AuthSettings.DEFAULTS.mode(), remembered);
    return new AuthorizationTokens(new byte[32], "000000000000", settings, InstantSource.system());
  }
}
