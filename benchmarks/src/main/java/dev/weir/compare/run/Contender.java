package dev.weir.compare.run;

import dev.weir.compare.peer.Peer;
import dev.weir.compare.workload.Workload;
import java.util.function.UnaryOperator;

/**
 * A server as it takes part: what it is asked may differ from what others are, such as by a token.
 *
 * @param name in tables
 */
public record Contender(String name, Peer peer, UnaryOperator<Workload> change) {
  public static Contender of(Peer peer) {
    return new Contender(peer.name(), peer, same -> same);
  }
}
