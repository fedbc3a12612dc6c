package dev.weir.http;

import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseEncoder;

/**
 * {@link RequestDecoder} and Netty's response encoder. The encoder is not told what was asked: the
 * reply to HEAD comes without a body here.
 */
final class RequestCodec extends CombinedChannelDuplexHandler<RequestDecoder, HttpResponseEncoder> {
  RequestCodec(HttpDecoderConfig config) {
    super(new RequestDecoder(config), new HttpResponseEncoder());
  }
}
