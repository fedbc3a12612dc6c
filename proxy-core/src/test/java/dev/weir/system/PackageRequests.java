package dev.weir.system;

import dev.weir.testing.documents.PublishedVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Requests about one package, of a client that throws once the daemon is killed. */
final class PackageRequests {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String scope;
  private final String basename;

  /**
   * @param name with a scope
   */
  PackageRequests(String name) {
    this.scope = name.substring(1, name.indexOf('/'));
    this.basename = name.substring(name.indexOf('/') + 1);
  }

  HttpResponse<String> packument(String registry) {
    return send("GET", registry + escaped(), "");
  }

  /** What npm edits and sends back. */
  HttpResponse<String> toWrite(String registry) {
    return send("GET", registry + escaped() + "?write=true", "");
  }

  HttpResponse<String> put(String registry, String document) {
    return send("PUT", registry + escaped(), document);
  }

  HttpResponse<String> replace(String registry, String revision, String document) {
    return send("PUT", registry + escaped() + "/-rev/" + revision, document);
  }

  HttpResponse<String> tag(String registry, String tag, String version) {
    var path = registry + "-/package/" + escaped() + "/dist-tags/" + tag;
    return send("PUT", path, JSON.writeValueAsString(version));
  }

  HttpResponse<String> attestations(String registry, String version) {
    var path = "-/npm/v1/attestations/@%s/%s@%s".formatted(scope, basename, version);
    return send("GET", registry + path, "");
  }

  HttpResponse<byte[]> tarball(String registry, String version) {
    var path = "@%s/%s/-/%s-%s.tgz".formatted(scope, basename, basename, version);
    return exchange(
        HttpRequest.newBuilder(URI.create(registry + path)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  /** An operation on versions, such as {@code delete?domain=local&repository=dev}. */
  HttpResponse<String> versions(String registry, String operation, Map<String, ?> body) {
    return exchange(
        HttpRequest.newBuilder(control(registry, "/v1/package/versions/" + operation))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> deletePackage(String registry, String repository) {
    return exchange(
        HttpRequest.newBuilder(
                control(registry, "/v1/package?domain=local&repository=" + repository))
            .DELETE()
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** As {@code weir publish-to} does it, to dev and npm-store. */
  HttpResponse<String> publishToBoth(String registry, PublishedVersion version) {
    var url = registry.replaceAll("/npm/.*", "/weir/v1/publish");
    return exchange(
        HttpRequest.newBuilder(URI.create(url + "?repository=local/dev&repository=local/npm-store"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(version.tarball()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI control(String registry, String operation) {
    return URI.create(
        registry.replaceAll("/npm/.*", operation)
            + "&format=npm&namespace=%s&package=%s".formatted(scope, basename));
  }

  private String escaped() {
    return "@" + scope + "%2f" + basename;
  }

  private HttpResponse<String> send(String method, String url, String body) {
    return exchange(
        HttpRequest.newBuilder(URI.create(url))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
