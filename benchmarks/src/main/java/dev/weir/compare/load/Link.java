package dev.weir.compare.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One client's connection, with at most one request on its way. */
final class Link {
  private final int number;
  private final SocketChannel channel;
  private final ReplyReader reply = new ReplyReader();
  private long due;
  private long sent;
  private long firstByte;

  private Link(int number, SocketChannel channel) {
    this.number = number;
    this.channel = channel;
  }

  /** Connects, which on loopback is done at once, and registers for reading. */
  static Link open(int number, InetSocketAddress server, Selector selector) throws IOException {
    var channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(server);
    channel.configureBlocking(false);
    var link = new Link(number, channel);
    channel.register(selector, SelectionKey.OP_READ, link);
    return link;
  }

  int number() {
    return number;
  }

  /** Sends a request that should have been sent at {@code due}. */
  void send(Want want, long due) throws IOException {
    reply.expect(want);
    this.due = due;
    firstByte = 0;
    sent = System.nanoTime();
    var request = want.request().duplicate();
    channel.write(request);
    if (request.hasRemaining()) {
      throw new IOException("a request does not fit into the socket's buffer");
    }
  }

  /** Reads what has come into {@code buffer}; answers whether the answer is whole. */
  boolean readable(ByteBuffer buffer) throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    if (count < 0) {
      reply.closed();
      throw new WrongAnswerException("the server closed a connection that was idle");
    }
    if (count == 0) {
      return false;
    }
    if (firstByte == 0) {
      firstByte = System.nanoTime();
    }
    return reply.read(buffer.flip());
  }

  /** When the request was to be sent, by {@link System#nanoTime}. */
  long due() {
    return due;
  }

  long sent() {
    return sent;
  }

  /** When the first byte of the answer came. */
  long firstByte() {
    return firstByte;
  }

  ReplyReader reply() {
    return reply;
  }

  void close() throws IOException {
    channel.close();
  }
}
