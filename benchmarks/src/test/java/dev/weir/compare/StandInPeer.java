package dev.weir.compare;

import dev.weir.compare.peer.Peer;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A peer that is nothing but an address. */
public record StandInPeer(String name, URI base) implements Peer {
  @Override
  public Optional<String> absentReason() {
    return Optional.empty();
  }

  @Override
  public String version() {
    return name + " 1.0";
  }

  @Override
  public void start() {}

  @Override
  public URI tarballBase() {
    return base;
  }

  @Override
  public List<Long> pids() {
    return List.of(ProcessHandle.current().pid());
  }

  @Override
  public void close() {}
}
