package dev.weir.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
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

/** The head of a 200 for a packument: out of the hot cache, and made anew. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncodedHeadBenchmark {
  private static final int LENGTH = 18_000;

  private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
  private final EncodedHead kept = encoded(fields());

  /** All that a hot request does for its head. */
  @Benchmark
  public int write() {
    return write(kept);
  }

  /** What is saved: fields, their bytes, and then the same. */
  @Benchmark
  public int buildAndWrite() {
    return write(encoded(fields()));
  }

  private int write(EncodedHead head) {
    var bytes = head.write(allocator);
    int length = bytes.readableBytes();
    bytes.release();
    return length;
  }

  private static EncodedHead encoded(HttpHeaders fields) {
    return EncodedHead.before(LENGTH, HttpResponseStatus.OK, fields, Outcome.OK);
  }

  private static HttpHeaders fields() {
    return new DefaultHttpHeaders()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
        .set(HttpHeaderNames.ETAG, "\"WwqlIvDjMFbQNw-NeSIEqw\"")
        .set(HttpHeaderNames.CACHE_CONTROL, "private, max-age=300")
        .set(HttpHeaderNames.VARY, "Accept, Accept-Encoding")
        .set(HttpHeaderNames.LAST_MODIFIED, "Wed, 01 Jan 2020 00:00:00 GMT")
        .set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
  }
}
