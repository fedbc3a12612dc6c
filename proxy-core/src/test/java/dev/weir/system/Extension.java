package dev.weir.system;

import java.net.URI;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The extension API of a daemon under test. */
final class Extension {
  private final WeirUnderTest weir;

  Extension(WeirUnderTest weir) {
    this.weir = weir;
  }

  HttpResponse<String> get(String path, String... headers) {
    return weir.getUrl(weir.url() + "weir/v1/" + path, headers);
  }

  JsonNode json(String path) {
    return JsonMapper.shared().readTree(get(path).body());
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return Asked.post(weir, URI.create(weir.url() + "weir/v1/" + path), Asked.bytes(body), headers);
  }

  JsonNode purge(String name) {
    return purged("{\"package\":\"%s\"}".formatted(name));
  }

  JsonNode purge(String name, String version) {
    return purged("{\"package\":\"%s\",\"version\":\"%s\"}".formatted(name, version));
  }

  private JsonNode purged(String body) {
    var reply = post("cache/purge", body);
    if (reply.statusCode() != 200) {
      throw new IllegalStateException(reply.statusCode() + " " + reply.body());
    }
    return JsonMapper.shared().readTree(reply.body());
  }
}
