package dev.weir.compare.peer;

import dev.weir.compare.wire.Header;
import dev.weir.compare.wire.Loopback;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import tools.jackson.databind.json.JsonMapper;

/** An authorization token, got from Weir the way {@code aws codeartifact} gets one. */
public final class Token {
  private static final String ASK = "/v1/authorization-token?domain=local";

  private Token() {}

  /** The header that presents it. */
  public static Header of(Peer weir) throws IOException {
    var url = Loopback.require(URI.create(root(weir.base()) + ASK)).toURL();
    var connection = (HttpURLConnection) url.openConnection();
    connection.setRequestMethod("POST");
    try (var in = connection.getInputStream()) {
      var token = JsonMapper.shared().readTree(in).path("authorizationToken").asString();
      return new Header("Authorization", "Bearer " + token);
    }
  }

  private static String root(URI base) {
    return base.getScheme() + "://" + base.getRawAuthority();
  }
}
