package dev.weir.compare.wire;

import java.util.List;
import java.util.Optional;

/**
 * What a server sent, in the order and spelling it sent it.
 *
 * @param body as it stood on the wire, without the framing of chunks but still compressed
 * @param wireBytes all that came, head and framing included
 */
// Never compared as a whole.
@SuppressWarnings("ArrayRecordComponent")
public record WireReply(
    int status, String reason, List<Header> headers, byte[] body, long wireBytes) {
  public WireReply {
    headers = List.copyOf(headers);
  }

  /** The first field of that name. */
  public Optional<String> header(String name) {
    return headers.stream().filter(h -> h.is(name)).map(Header::value).findFirst();
  }
}
