package dev.weir.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;

/**
 * Writes requests as a proxy wants them (RFC 9112, section 3.2.2): with the whole http address in
 * the request line, and the proxy's own credential. A tunnel would do for http too, but proxies
 * commonly open one to port 443 only.
 */
final class AbsoluteForm extends ChannelOutboundHandlerAdapter {
  private final Optional<Proxy.Login> login;

  AbsoluteForm(Optional<Proxy.Login> login) {
    this.login = login;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise done) {
    if (message instanceof HttpRequest request && request.uri().startsWith("/")) {
      request.setUri("http://" + request.headers().get(HttpHeaderNames.HOST) + request.uri());
      login.ifPresent(
          own -> request.headers().set(HttpHeaderNames.PROXY_AUTHORIZATION, own.header()));
    }
    ctx.write(message, done);
  }
}
