package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.PublishedVersion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.json.JsonMapper;

/** A daemon that is published to as npm does it, and what must be true of what it refused. */
final class Publishing implements AutoCloseable {
  private final FixtureRegistry origin = FixtureRegistry.start();
  private final WeirUnderTest weir;

  Publishing(String... settings) {
    weir = WeirUnderTest.of(origin, settings);
  }

  WeirUnderTest weir() {
    return weir;
  }

  FixtureRegistry origin() {
    return origin;
  }

  /** The path that a package is published to, below the repository. */
  static String path(String name) {
    return name.replace("/", "%2f");
  }

  /** The text of a document, of which a test has changed something. */
  static String json(Object document) {
    return JsonMapper.shared().writeValueAsString(document);
  }

  HttpResponse<String> publish(PublishedVersion version) {
    return put(version.name(), version.json());
  }

  HttpResponse<String> put(String name, String body, String... headers) {
    return put(weir, name, body, headers);
  }

  /** Sends {@code body} for a package; headers as name, value, name, value … */
  static HttpResponse<String> put(WeirUnderTest weir, String name, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(weir.registry() + path(name)))
            .PUT(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return weir.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** An answer that says what was wrong, after which nothing is there. */
  void assertRefused(HttpResponse<String> answer, String name, int status, String... words) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(Told.error(answer)).contains(words);
    assertNothingStored(name);
  }

  /** Nothing of a package, nor any tarball at all; and a good one may come. */
  void assertNothingStored(String name) {
    assertThat(weir.get(path(name)).statusCode()).isEqualTo(404);
    assertThat(tarballs()).isZero();
    var good = publish(PublishedVersion.of("good-after-bad", "1.0.0"));
    assertThat(good.statusCode()).as(good.body()).isEqualTo(201);
    assertThat(tarballs()).isEqualTo(1);
  }

  /** How many tarballs are stored that were published. */
  long tarballs() {
    return (long) weir.metric("weir_storage_blobs", "store=\"ledger\"");
  }

  @Override
  public void close() {
    weir.close();
    origin.close();
  }
}
