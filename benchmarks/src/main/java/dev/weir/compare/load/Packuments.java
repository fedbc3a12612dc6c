package dev.weir.compare.load;

import dev.weir.compare.origin.Fixture;
import dev.weir.compare.origin.PackumentDigest;
import dev.weir.compare.peer.Peer;
import dev.weir.compare.wire.Decoded;
import dev.weir.compare.wire.Header;
import dev.weir.compare.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an origin says of some packages, to hold a server to afterwards: each writes its packuments
 * in its own way, so that nobody can tell the bytes before they come.
 */
final class Packuments {
  private final Map<String, String> digests = new LinkedHashMap<>();

  private Packuments() {}

  /** Asks the origin, whose base ends in a slash. */
  static Packuments of(URI origin, Collection<String> names) throws IOException {
    var base = origin.toString();
    var said = new Packuments();
    try (var wire = Wire.connect(origin)) {
      for (var name : names) {
        said.digests.put(
            name, digest(wire, "/" + name, Fixture.FULL, base.substring(0, base.length() - 1)));
      }
    }
    return said;
  }

  /** Throws unless the server says the same of each of them, in the form that it was asked for. */
  void check(Peer peer, Header form) throws IOException {
    var path = Site.of(peer).path();
    try (var wire = Wire.connect(peer.base())) {
      for (var said : digests.entrySet()) {
        var answer = digest(wire, path + said.getKey(), form, peer.tarballBase().toString());
        if (!answer.equals(said.getValue())) {
          throw new WrongAnswerException(
              "%s: another packument of %s than the origin's"
                  .formatted(peer.name(), said.getKey()));
        }
      }
    }
  }

  private static String digest(Wire wire, String target, Header form, String base)
      throws IOException {
    var reply = wire.get(target, List.of(form, Fixture.GZIP));
    if (reply.status() != 200) {
      throw new WrongAnswerException("%s: %d (expected: 200)".formatted(target, reply.status()));
    }
    return PackumentDigest.of(Decoded.body(reply), base);
  }
}
