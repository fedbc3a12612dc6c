package dev.weir.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.documents.Gzip;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A name is heard wherever it stands in a request. */
class MentionsTest {
  private final FixtureRegistry registry = FixtureRegistry.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Mentions mentions = registry.mentions("@corp/tool");

  @AfterEach
  void close() {
    registry.close();
  }

  private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
    http.send(request.build(), HttpResponse.BodyHandlers.discarding());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(registry.url() + path));
  }

  @Test
  void inAPathInAQueryInAHeaderAndInABody() throws IOException, InterruptedException {
    send(to("@corp%2Ftool"));
    send(to("@corp/tool/-/tool-1.0.0.tgz"));
    send(to("-/v1/search?text=%40corp%2ftool"));
    send(to("other").header("Referer", "install @corp/tool"));
    var audit = Gzip.compressed("{\"@corp/tool\":[]}".getBytes(StandardCharsets.UTF_8));
    send(
        to("-/npm/v1/security/advisories/bulk")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(audit)));

    assertThat(mentions.found()).hasSize(5);
  }

  @Test
  void otherNamesAreNone() throws IOException, InterruptedException {
    send(to("@corp%2Fother"));
    send(to("tool"));

    assertThat(mentions.found()).isEmpty();
  }
}
