package dev.weir.compare.peer;

import dev.weir.compare.wire.Header;
import dev.weir.compare.wire.Wire;
import dev.weir.compare.wire.WireReply;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The prepared answers by exact request target. Belongs to one event loop once it is made. */
final class PlainAnswers {
  private record Entry(Answer whole, String etag, Answer unchanged) {
    void release() {
      whole.release();
      if (unchanged != whole) {
        unchanged.release();
      }
    }
  }

  private final Map<String, Entry> byTarget = new HashMap<>();
  private final Entry absent;

  /**
   * Takes over what the server at {@code from} answers.
   *
   * @param targets below the path of {@code from}
   * @param missing a target that the server does not know; its answer is that to all unknown ones
   */
  PlainAnswers(
      URI from,
      List<String> targets,
      String missing,
      List<Header> headers,
      Function<WireReply, Answer> prepare)
      throws IOException {
    var base = base(from);
    try (var server = Wire.connect(from)) {
      absent = entry(CapturedAnswer.of(server, base + missing, headers), prepare);
      for (var target : targets) {
        var captured = CapturedAnswer.of(server, base + target, headers);
        byTarget.put(base + target, entry(captured, prepare));
      }
    }
  }

  private static String base(URI from) {
    var path = from.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static Entry entry(CapturedAnswer captured, Function<WireReply, Answer> prepare) {
    var whole = prepare.apply(captured.whole());
    return new Entry(whole, captured.etag(), captured.unchanged().map(prepare).orElse(whole));
  }

  Answer of(HttpRequest request) {
    var entry = byTarget.getOrDefault(request.uri(), absent);
    var known = request.headers().get(HttpHeaderNames.IF_NONE_MATCH);
    return known != null && known.equals(entry.etag) ? entry.unchanged : entry.whole;
  }

  void release() {
    byTarget.values().forEach(Entry::release);
    absent.release();
  }
}
