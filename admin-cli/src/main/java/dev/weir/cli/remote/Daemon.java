package dev.weir.cli.remote;

import dev.weir.cli.Failure;
import dev.weir.cli.Surroundings;
import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonPrinter;
import dev.weir.cli.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;

/**
 * A Weir somewhere. It is asked once: if that fails, whoever gave the command knows best whether to
 * try again. Every failure is a {@link Failure} with a line that says what happened. For one
 * thread.
 */
public final class Daemon implements AutoCloseable {
  private static final int LARGEST_ANSWER = 64 << 20;

  private final Endpoint endpoint;
  private final Transport transport;
  private @Nullable CodeartifactClient client;

  private Daemon(Endpoint endpoint, Transport transport) {
    this.endpoint = endpoint;
    this.transport = transport;
  }

  public static Daemon at(Endpoint endpoint, Surroundings surroundings) {
    return new Daemon(endpoint, Transport.to(endpoint, surroundings));
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  /**
   * Asks the CodeArtifact API.
   *
   * @param operation as AWS names it, such as {@code CreateDomain}
   */
  public <A> A call(String operation, Function<CodeartifactClient, A> question) {
    try {
      return question.apply(codeArtifact());
    } catch (AwsServiceException refused) {
      throw refused(operation, refused);
    } catch (SdkException | UncheckedIOException failed) {
      throw Trouble.with(endpoint, failed);
    }
  }

  /** Asks the extension API with GET; {@code path} begins with {@code /weir/v1/}. */
  public Json get(String path) {
    return extension(request(SdkHttpMethod.GET, path).build(), "GET " + path);
  }

  /** Asks the extension API with POST. */
  public Json post(String path, Json body) {
    var bytes = JsonPrinter.print(body).getBytes(StandardCharsets.UTF_8);
    var request =
        request(SdkHttpMethod.POST, path)
            .putHeader("Content-Type", "application/json")
            .putHeader("Content-Length", Integer.toString(bytes.length))
            .contentStreamProvider(() -> new ByteArrayInputStream(bytes))
            .build();
    return extension(request, "POST " + path);
  }

  /**
   * Sends a file to the extension API with POST, as it is read.
   *
   * @return also what was refused
   */
  public Answered send(String path, Path file) {
    try (InputStream body = Files.newInputStream(file)) {
      var request =
          request(SdkHttpMethod.POST, path)
              .putHeader("Content-Type", "application/octet-stream")
              .putHeader("Content-Length", Long.toString(Files.size(file)))
              .contentStreamProvider(() -> body)
              .build();
      return answered(request, "POST " + path);
    } catch (IOException unreadable) {
      throw Failure.usage("%s: %s".formatted(file, unreadable.getMessage()));
    }
  }

  private CodeartifactClient codeArtifact() {
    if (client == null) {
      client = makeClient();
    }
    return client;
  }

  /**
   * Nothing of the user's own AWS configuration is looked at: it is about another service, and a
   * mistake in it should not matter here.
   */
  private CodeartifactClient makeClient() {
    return CodeartifactClient.builder()
        .endpointOverride(endpoint.uri())
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClient(transport)
        .overrideConfiguration(
            settings ->
                settings
                    .defaultProfileFile(ProfileFile.aggregator().build())
                    .retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  private SdkHttpFullRequest.Builder request(SdkHttpMethod method, String path) {
    return SdkHttpFullRequest.builder()
        .method(method)
        .uri(endpoint.below(path))
        .putHeader("Accept", "application/json");
  }

  private Json extension(SdkHttpFullRequest request, String operation) {
    return answered(request, operation).expectGood().body();
  }

  private Answered answered(SdkHttpFullRequest request, String operation) {
    var execution = HttpExecuteRequest.builder().request(request);
    request.contentStreamProvider().ifPresent(execution::contentStreamProvider);
    try {
      var response = transport.prepareRequest(execution.build()).call();
      var body = JsonReader.read(body(response));
      return new Answered(operation, response.httpResponse().statusCode(), body);
    } catch (IOException | UncheckedIOException | SdkClientException failed) {
      throw Trouble.with(endpoint, failed);
    } catch (IllegalArgumentException malformed) {
      throw Failure.unreachable(
          "%s answered %s with what is no JSON: %s"
              .formatted(endpoint, operation, malformed.getMessage()));
    }
  }

  private static String body(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isEmpty()) {
      return "";
    }
    try (InputStream body = response.responseBody().get()) {
      return new String(body.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8);
    }
  }

  private static Failure refused(String operation, AwsServiceException refused) {
    var details = refused.awsErrorDetails();
    var code = details == null ? null : details.errorCode();
    var message = details == null ? null : details.errorMessage();
    return Failure.refused(
        "An error occurred (%s) when calling the %s operation: %s"
            .formatted(
                code == null ? refused.statusCode() : code,
                operation,
                message == null ? "no message" : message));
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
    transport.close();
  }
}
