package dev.weir.compare.peer;

import dev.weir.compare.wire.Header;
import dev.weir.compare.wire.Wire;
import dev.weir.compare.wire.WireReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What another server answers to a request, and to the same request when the client already has it.
 *
 * @param unchanged the 304, if the answer has an ETag and the server honours it
 */
record CapturedAnswer(WireReply whole, Optional<WireReply> unchanged) {

  /** Asks twice: as it is, and with the ETag that came. */
  static CapturedAnswer of(Wire server, String target, List<Header> headers) throws IOException {
    var whole = server.get(target, headers);
    var etag = whole.header("etag");
    if (whole.status() != 200 || etag.isEmpty()) {
      return new CapturedAnswer(whole, Optional.empty());
    }
    var conditional = new ArrayList<>(headers);
    conditional.add(new Header("If-None-Match", etag.get()));
    var second = server.get(target, conditional);
    return new CapturedAnswer(whole, Optional.of(second).filter(reply -> reply.status() == 304));
  }

  /** The ETag for which {@link #unchanged} is the answer; empty text if there is none. */
  String etag() {
    return unchanged.isPresent() ? whole.header("etag").orElse("") : "";
  }
}
