package dev.weir.compare.load;

import dev.weir.compare.peer.Peer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where a registry answers.
 *
 * @param address on loopback
 * @param path below which packages are; begins and ends with a slash
 */
public record Site(InetSocketAddress address, String path) {
  public static Site of(Peer peer) {
    return of(peer.base());
  }

  /** {@code base} may end with a slash or not. */
  public static Site of(URI base) {
    var path = base.getPath();
    return new Site(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), base.getPort()),
        path.endsWith("/") ? path : path + "/");
  }
}
