package dev.weir.compare;

import dev.weir.compare.peer.Nginx;
import dev.weir.compare.peer.Peer;
import dev.weir.compare.peer.Plain;
import dev.weir.compare.peer.Varnish;
import dev.weir.compare.peer.Verdaccio;
import dev.weir.compare.peer.Weir;
import dev.weir.compare.process.Pinned;
import dev.weir.compare.report.Participant;
import dev.weir.compare.run.Progress;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The servers of a run: which were asked for, which of them are there, and their end. */
final class Servers implements AutoCloseable {
  private final List<Peer> present = new ArrayList<>();
  private final List<Participant> participants = new ArrayList<>();

  private Servers() {}

  /** Starts all that can be started; Weir, whose answers plain Netty repeats, before it. */
  static Servers start(Options options, Places places, URI origin, Progress progress)
      throws IOException {
    var servers = new Servers();
    try {
      for (var peer : all(places, origin)) {
        if (options.peers().contains(peer.name())) {
          servers.add(peer, progress);
        }
      }
      if (servers.present.isEmpty() || !servers.present.get(0).name().equals("weir")) {
        throw new IOException("weir: " + servers.participants + " (expected: present)");
      }
      return servers;
    } catch (IOException | RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  private static List<Peer> all(Places places, URI origin) {
    var weir = weir("weir", places, origin, List.of());
    return List.of(
        weir,
        new Plain("fixed", weir, Pinned.SERVER),
        new Plain("encoded", weir, Pinned.SERVER),
        new Nginx(origin, Pinned.SERVER),
        new Varnish(origin, Pinned.SERVER),
        new Verdaccio(places.verdaccio(), origin, Pinned.SERVER));
  }

  /** Weir with further settings, not started. */
  static Weir weir(String name, Places places, URI origin, List<String> settings) {
    return new Weir(name, places.weir(), origin, Pinned.SERVER, settings);
  }

  private void add(Peer peer, Progress progress) throws IOException {
    var absent = peer.absentReason();
    if (absent.isPresent()) {
      progress.say("%s is absent: %s", peer.name(), absent.get());
      participants.add(new Participant(peer.name(), "", absent.get()));
      return;
    }
    progress.say("starting %s", peer.name());
    present.add(peer);
    peer.start();
    participants.add(new Participant(peer.name(), peer.version(), ""));
  }

  List<Peer> present() {
    return present;
  }

  List<Participant> participants() {
    return participants;
  }

  Peer weir() {
    return present.get(0);
  }

  @Override
  public void close() {
    present.forEach(Peer::close);
  }
}
