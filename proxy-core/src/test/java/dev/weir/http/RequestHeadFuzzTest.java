package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Any bytes of a client: a head is refused, or its target has one reading and its Host is one. */
class RequestHeadFuzzTest {
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  @FuzzTest(maxDuration = "")
  void isRefusedOrHasOneReading(byte[] data) {
    var channel = new EmbeddedChannel(new RequestDecoder(new HttpDecoderConfig()));
    try {
      channel.writeInbound(Unpooled.wrappedBuffer(data));
      for (var part = channel.readInbound(); part != null; part = channel.readInbound()) {
        if (part instanceof HttpRequest message) {
          check(message);
        }
        ReferenceCountUtil.release(part);
      }
    } finally {
      channel.finishAndReleaseAll();
    }
  }

  private static void check(HttpRequest message) {
    var head = RequestHead.of(message, CLIENT, ImmediateEventExecutor.INSTANCE);
    if (!(head instanceof RequestHead.Accepted accepted)) {
      var refused = (RequestHead.Refused) head;
      assertThat(refused.status().code()).isBetween(400, 599);
      return;
    }
    var request = accepted.request();
    assertThat(message.decoderResult().isSuccess()).isTrue();
    assertThat(request.path()).matches("[!-~&&[^?#]]+");
    assertThat(request.path().startsWith("/") || request.path().equals("*")).isTrue();
    assertThat(request.target())
        .isEqualTo(
            request.target().contains("?")
                ? request.path() + "?" + request.query()
                : request.path());
    List<String> hosts = message.headers().getAll("host");
    assertThat(hosts).hasSizeLessThanOrEqualTo(1);
    if (request.version().minorVersion() == 1) {
      assertThat(hosts).hasSize(1);
    }
  }
}
