package dev.weir.testing;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import org.reactivestreams.Publisher;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Speaks TLS, with HTTP/2 for who wants it, before a server that does not. */
public final class TlsFront implements AutoCloseable {
  private final String behind;
  private final LoopResources loops = LoopResources.create("tls-front", 2, true);
  private final HttpClient client =
      HttpClient.create(ConnectionProvider.newConnection()).runOn(loops);
  private final DisposableServer server;
  private final List<String> versions = new CopyOnWriteArrayList<>();

  private TlsFront(String behind, X509Bundle identity) {
    this.behind = behind;
    var tls = tls(identity);
    this.server =
        HttpServer.create()
            .runOn(loops)
            .host("127.0.0.1")
            .port(0)
            .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
            .secure(spec -> spec.sslContext(tls))
            .handle(this::passOn)
            .bindNow(Duration.ofSeconds(10));
  }

  /**
   * Starts one on a free port of 127.0.0.1.
   *
   * @param behind the base of what is asked, ending in a slash
   */
  public static TlsFront start(String behind, X509Bundle identity) {
    return new TlsFront(behind, identity);
  }

  private static SslContext tls(X509Bundle identity) {
    try {
      return SslContextBuilder.forServer(
              identity.getKeyPair().getPrivate(), identity.getCertificatePath())
          .applicationProtocolConfig(
              new ApplicationProtocolConfig(
                  Protocol.ALPN,
                  SelectorFailureBehavior.NO_ADVERTISE,
                  SelectedListenerFailureBehavior.ACCEPT,
                  "h2",
                  "http/1.1"))
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Publisher<Void> passOn(HttpServerRequest request, HttpServerResponse response) {
    versions.add(request.version().text());
    return client
        .headers(
            all ->
                request
                    .requestHeaders()
                    .forEach(
                        header -> {
                          boolean own =
                              header.getKey().startsWith("x-http2")
                                  || header.getKey().equalsIgnoreCase("host");
                          if (!own) {
                            all.add(header.getKey(), header.getValue());
                          }
                        }))
        .get()
        .uri(behind + request.uri().substring(1))
        .response(
            (answer, body) -> {
              response.status(answer.status());
              answer
                  .responseHeaders()
                  .forEach(
                      header -> {
                        boolean ofTheHop =
                            header.getKey().equalsIgnoreCase("transfer-encoding")
                                || header.getKey().equalsIgnoreCase("connection");
                        if (!ofTheHop) {
                          response.addHeader(header.getKey(), header.getValue());
                        }
                      });
              return response.send(body.retain()).then();
            });
  }

  /** The base by the name localhost, ending in a slash. */
  public String url() {
    return at("localhost");
  }

  public String at(String host) {
    return "https://" + host + ":" + server.port() + "/";
  }

  /** The protocol of each request that came, such as {@code HTTP/2.0}. */
  public List<String> versions() {
    return versions;
  }

  @Override
  public void close() {
    server.disposeNow(Duration.ofSeconds(10));
    // Buffers that are still on their way out are released by the end of this.
    loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
  }
}
