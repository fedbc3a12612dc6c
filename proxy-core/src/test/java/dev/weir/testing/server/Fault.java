package dev.weir.testing.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with an answer, and how often. Immutable; each method answers a changed copy, and
 * what they ask for is combined: {@code Fault.times(2).delay(ofMillis(200)).status(503)}.
 *
 * <p>Offsets and counts are of body bytes as sent, so of the compressed ones if the body is.
 */
public final class Fault {
  /** Nothing goes wrong. */
  static final Fault NONE = new Fault(Integer.MAX_VALUE);

  private static final String HTML =
      "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Welcome</h1></body>\n";

  final int times;
  boolean hangs;
  boolean resetsAtOnce;
  Duration headDelay = Duration.ZERO;
  Duration bodyDelay = Duration.ZERO;
  Pace pace = Pace.FULL;
  Ending ending = Ending.COMPLETE;
  Framing framing = Framing.LENGTH;
  OptionalInt corruptAt = OptionalInt.empty();
  private int shortenTo = Integer.MAX_VALUE;
  private @Nullable Page replacement;
  private Map<String, String> headers = Map.of();

  private Fault(int times) {
    this.times = times;
  }

  private Fault(Fault other) {
    times = other.times;
    hangs = other.hangs;
    resetsAtOnce = other.resetsAtOnce;
    headDelay = other.headDelay;
    bodyDelay = other.bodyDelay;
    pace = other.pace;
    ending = other.ending;
    framing = other.framing;
    corruptAt = other.corruptAt;
    shortenTo = other.shortenTo;
    replacement = other.replacement;
    headers = other.headers;
  }

  /** For every request until it is cleared. */
  public static Fault always() {
    return NONE;
  }

  /** For the next request only. */
  public static Fault once() {
    return times(1);
  }

  /** For the next {@code n} requests. */
  public static Fault times(int n) {
    return new Fault(n);
  }

  /** The head comes so much later. */
  public Fault delay(Duration time) {
    return with(copy -> copy.headDelay = time);
  }

  /** The body comes so long after the head. */
  public Fault delayBody(Duration time) {
    return with(copy -> copy.bodyDelay = time);
  }

  /** The body goes out evenly at this rate, in at most 50 pieces a second. */
  public Fault throttle(long bytesPerSecond) {
    return with(copy -> copy.pace = Pace.throttled(bytesPerSecond));
  }

  /** The body goes out as so many bytes every {@code interval}. */
  public Fault drip(int bytes, Duration interval) {
    return with(copy -> copy.pace = new Pace(bytes, interval));
  }

  /** RST instead of an answer. */
  public Fault reset() {
    return with(copy -> copy.resetsAtOnce = true);
  }

  /** RST after so many body bytes, which have 50 ms to arrive: an RST overtakes what is queued. */
  public Fault reset(int afterBytes) {
    return with(copy -> copy.ending = new Ending(Ending.Kind.RESET, afterBytes));
  }

  /** FIN after so many body bytes, under a head that promised all of them. */
  public Fault truncate(int afterBytes) {
    return with(copy -> copy.ending = new Ending(Ending.Kind.CUT, afterBytes));
  }

  /** Silence after so many body bytes, on a connection that stays open. */
  public Fault stall(int afterBytes) {
    return with(copy -> copy.ending = new Ending(Ending.Kind.STALL, afterBytes));
  }

  /** Only so many bytes, in a whole and honestly framed answer. */
  public Fault shorten(int toBytes) {
    return with(copy -> copy.shortenTo = toBytes);
  }

  /** One bit of the body byte at {@code offset} is flipped. */
  public Fault corrupt(int offset) {
    return with(copy -> copy.corruptAt = OptionalInt.of(offset));
  }

  /** Chunked instead of a length. */
  public Fault noLength() {
    return with(copy -> copy.framing = Framing.CHUNKED);
  }

  /** Neither a length nor chunks: the body ends with the connection. */
  public Fault untilClose() {
    return with(copy -> copy.framing = Framing.CLOSE);
  }

  /** Another status, with a JSON body that says so. */
  public Fault status(int status) {
    return replacedBy(Page.json(status, "{\"error\":\"status " + status + "\"}"));
  }

  /** Another status, with {@code Retry-After} in seconds. */
  public Fault status(int status, Duration retryAfter) {
    return status(status).header("Retry-After", Long.toString(retryAfter.toSeconds()));
  }

  /** 302 to another place. */
  public Fault redirect(String location) {
    return replacedBy(Page.empty(302)).header("Location", location);
  }

  /** 200 with a web page, as a captive portal answers. */
  public Fault html() {
    return replacedBy(Page.of(200, "text/html; charset=utf-8", HTML.getBytes(UTF_8)));
  }

  /** 200 with JSON that breaks off. */
  public Fault badJson() {
    return replacedBy(Page.json(200, "{\"name\":\"broken\",\"versions\":{\"1.0.0\":{\"na"));
  }

  /** Another answer. */
  public Fault replacedBy(Page page) {
    return with(copy -> copy.replacement = page);
  }

  /** A header more, or another value for it. */
  public Fault header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return with(copy -> copy.headers = more);
  }

  /** No answer ever, on a connection that stays open. */
  public Fault hang() {
    return with(copy -> copy.hangs = true);
  }

  /** What {@code page} becomes before it goes out. */
  Page applyTo(Page page) {
    var answer = replacement == null ? page : replacement;
    for (var header : headers.entrySet()) {
      answer = answer.header(header.getKey(), header.getValue());
    }
    return shortenTo < answer.body().length ? answer.shortened(shortenTo) : answer;
  }

  private Fault with(Consumer<Fault> change) {
    var copy = new Fault(this);
    change.accept(copy);
    return copy;
  }
}
