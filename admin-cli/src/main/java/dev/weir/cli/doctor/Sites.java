package dev.weir.cli.doctor;

import dev.weir.cli.Failure;
import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonReader;
import dev.weir.cli.remote.Web;
import dev.weir.cli.remote.Web.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Looks who is at registries' addresses, once at each. For one thread. */
final class Sites {
  private static final Map<String, String> JSON = Map.of("Accept", "application/json");

  private final Web web;
  private final Map<RegistryUrl, Site> known = new HashMap<>();

  Sites(Web web) {
    this.web = web;
  }

  Site at(RegistryUrl registry) {
    return known.computeIfAbsent(registry, this::look);
  }

  private Site look(RegistryUrl registry) {
    var address = URI.create(registry.root() + "/weir/v1/status");
    try {
      var status = ask(address, JSON);
      var version = status.header("x-weir");
      if (version.isEmpty()) {
        return new Site.Other(
            status.status() + " " + status.header("content-type").orElse("without a type"));
      }
      // The first request has opened the connection, so that this one takes what all others will.
      var ping = ask(registry.below("-/ping"), JSON);
      var mode = json(status).text("authMode");
      return new Site.Weir(
          version.get(), mode.equals("open"), status.header("date"), ping.status(), ping.took());
    } catch (IOException failed) {
      return new Site.Silent(Web.words(failed, address));
    }
  }

  /** The answer's body; null if it is no JSON. */
  static Json json(Answer answer) {
    try {
      return JsonReader.read(answer.body());
    } catch (IllegalArgumentException malformed) {
      return Json.Word.NULL;
    }
  }

  /** Asks with GET. */
  Answer ask(URI address, Map<String, String> headers) throws IOException {
    try {
      return web.get(address, headers);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Failure.refused("doctor: interrupted");
    }
  }
}
