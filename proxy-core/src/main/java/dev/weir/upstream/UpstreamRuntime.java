package dev.weir.upstream;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Ticker;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What the upstream client runs on. All of it is shared with the rest of the daemon, and the client
 * closes none of it.
 *
 * @param loops the event loops of the server too
 * @param cpu decodes bodies; a rejected task fails that body as {@code OVERLOADED}
 * @param time reads dates in {@code Retry-After}
 * @param ticker measures the breaker's pause and how long an origin asked to be left alone;
 *     deadlines are timers of the event loops
 * @param random spreads retries; thread-safe
 */
public record UpstreamRuntime(
    EventLoopGroup loops, Executor cpu, InstantSource time, Ticker ticker, RandomGenerator random) {
  /** With the system's clocks and randomness. */
  public static UpstreamRuntime system(EventLoopGroup loops, Executor cpu) {
    return new UpstreamRuntime(loops, cpu, Clock.systemUTC(), Ticker.systemTicker(), new Random());
  }
}
