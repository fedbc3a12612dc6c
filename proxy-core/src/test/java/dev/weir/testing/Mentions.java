package dev.weir.testing;

import dev.weir.testing.server.Seen;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * The requests in which a name stands, from when this was made on: in the target, in a header or in
 * the body, however they are encoded. Safe for any thread.
 */
public final class Mentions {
  private final List<String> names;
  private final Queue<String> found = new ConcurrentLinkedQueue<>();

  Mentions(List<String> names) {
    this.names = List.copyOf(names);
  }

  /** A line for each such request, in the order in which they came. */
  public List<String> found() {
    return List.copyOf(found);
  }

  void hear(Seen request) {
    var text =
        "%s %s\n%s\n%s"
            .formatted(
                request.method(),
                QueryStringDecoder.decodeComponent(request.target()),
                request.headers().entries().stream()
                    .map(Map.Entry::getValue)
                    .collect(Collectors.joining("\n")),
                request.body().length == 0 ? "" : request.text());
    if (names.stream().anyMatch(text::contains)) {
      found.add(text);
    }
  }
}
