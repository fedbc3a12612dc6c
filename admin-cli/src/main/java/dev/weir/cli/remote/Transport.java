package dev.weir.cli.remote;

import dev.weir.cli.Surroundings;
import java.io.IOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The JDK's own HTTP client behind the SDK's interface, which lets through what Weir answered and
 * nothing else. Every answer of Weir has one of two headers; a captive portal's page, another
 * program on the same port and a proxy's error page have neither.
 */
final class Transport implements SdkHttpClient {
  private final SdkHttpClient client;

  private Transport(SdkHttpClient client) {
    this.client = client;
  }

  static Transport to(Endpoint endpoint, Surroundings surroundings) {
    var proxy =
        ProxyConfiguration.builder()
            .useSystemPropertyValues(false)
            .useEnvironmentVariablesValues(!endpoint.isLoopback())
            .build();
    return new Transport(
        UrlConnectionHttpClient.builder()
            .connectionTimeout(surroundings.connectTimeout())
            .socketTimeout(surroundings.readTimeout())
            .proxyConfiguration(proxy)
            .build());
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    var prepared = client.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return checked(prepared.call());
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  private static HttpExecuteResponse checked(HttpExecuteResponse response) throws IOException {
    var head = response.httpResponse();
    if (isWeir(head)) {
      return response;
    }
    response.responseBody().ifPresent(body -> body.abort());
    throw new NotWeirException(
        head.statusCode(), head.firstMatchingHeader("Content-Type").orElse("without a type"));
  }

  private static boolean isWeir(SdkHttpResponse head) {
    return head.firstMatchingHeader("x-amzn-RequestId").isPresent()
        || head.firstMatchingHeader("X-Weir").isPresent();
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }
}
