package dev.weir.upstream;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import org.reactivestreams.Publisher;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** An origin on 127.0.0.1 that offers HTTP/2 over TLS, and answers as its script says. */
final class Http2Origin implements AutoCloseable {
  /** Answers one request. On the connection's event loop. */
  interface Script {
    Publisher<Void> answer(Call call);
  }

  /** One request, and the means to answer it. */
  record Call(HttpServerRequest request, HttpServerResponse response, Channel stream) {
    String path() {
      return request.uri();
    }

    /** The connection that carries the stream. */
    Channel connection() {
      return stream.parent();
    }
  }

  /** A request that came; {@code version} as in {@code HTTP/2.0}. */
  record Asked(String version, String path, String host) {}

  private final LoopResources loops = LoopResources.create("http2-origin", 2, true);
  private final DisposableServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
  private final Set<Channel> streams = ConcurrentHashMap.newKeySet();
  private volatile Script script;

  private Http2Origin(X509Bundle identity, Script script) {
    this.script = script;
    SslContext tls = tls(identity);
    this.server =
        HttpServer.create()
            .runOn(loops)
            .host("127.0.0.1")
            .port(0)
            .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
            .secure(spec -> spec.sslContext(tls))
            .doOnChannelInit((observer, channel, remote) -> connections.add(channel))
            .handle(this::answer)
            .bindNow(Duration.ofSeconds(10));
  }

  static Http2Origin start(X509Bundle identity, Script script) {
    return new Http2Origin(identity, script);
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

  private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
    var channel = new Channel[1];
    response.withConnection(connection -> channel[0] = connection.channel());
    streams.add(channel[0]);
    channel[0].closeFuture().addListener(closed -> streams.remove(channel[0]));
    asked.add(
        new Asked(
            request.version().text(), request.uri(), request.requestHeaders().get("host", "")));
    return script.answer(new Call(request, response, channel[0]));
  }

  void answers(Script next) {
    script = next;
  }

  String url() {
    return "https://localhost:" + server.port() + "/";
  }

  List<Asked> asked() {
    return asked;
  }

  /** How many were ever accepted. */
  int connections() {
    return connections.size();
  }

  long openConnections() {
    return connections.stream().filter(Channel::isActive).count();
  }

  int openStreams() {
    return streams.size();
  }

  @Override
  public void close() {
    connections.forEach(Channel::close);
    server.disposeNow(Duration.ofSeconds(10));
    // Buffers that are still on their way out are released by the end of this.
    loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
  }
}
