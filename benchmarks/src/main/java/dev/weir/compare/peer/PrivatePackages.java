package dev.weir.compare.peer;

import dev.weir.compare.wire.Loopback;
import dev.weir.testing.documents.PublishedVersion;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Packages of a team's own, published to a Weir the way npm does it. */
public final class PrivatePackages {
  private static final int CREATED = 201;

  private PrivatePackages() {}

  /** Publishes so many, a version of each, one after the other. */
  public static void publish(Peer weir, int packages) throws IOException {
    for (int i = 0; i < packages; i++) {
      publish(weir.base(), PublishedVersion.of("@private/pkg-" + i, "1.0.0"));
    }
  }

  private static void publish(URI base, PublishedVersion version) throws IOException {
    var url = Loopback.require(URI.create(base + "/" + version.name().replace("/", "%2f"))).toURL();
    var connection = (HttpURLConnection) url.openConnection();
    connection.setRequestMethod("PUT");
    connection.setDoOutput(true);
    try (var out = connection.getOutputStream()) {
      out.write(version.json().getBytes(StandardCharsets.UTF_8));
    }
    int status = connection.getResponseCode();
    connection.disconnect();
    if (status != CREATED) {
      throw new IOException(
          "%s: status %d (expected: %d)".formatted(version.name(), status, CREATED));
    }
  }
}
