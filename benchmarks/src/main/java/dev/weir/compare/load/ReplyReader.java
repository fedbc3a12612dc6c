package dev.weir.compare.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 answers, however they are cut, and checks each against what was wanted (RFC 9112,
 * sections 6 and 7): by {@code Content-Length} or in chunks. Makes next to no garbage. For one
 * thread.
 */
final class ReplyReader {
  private static final byte[] LENGTH = "content-length:".getBytes(ISO_8859_1);
  private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(ISO_8859_1);
  private static final byte[] LOCATION_OF_STATUS = "HTTP/1.1 ".getBytes(ISO_8859_1);
  private static final int LARGEST_HEAD = 16 << 10;

  private enum State {
    HEAD,
    SIZED_BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    DONE
  }

  private final byte[] head = new byte[LARGEST_HEAD];
  private int headLength;
  private State state = State.DONE;
  private @Nullable Want want;
  private @Nullable ByteBuffer expected;
  private byte @Nullable [] kept;
  private int keptLength;
  private long remaining;
  private int line;
  private long received;

  /** Prepares for the answer to a request that is about to be sent. */
  void expect(Want next) {
    if (state != State.DONE) {
      throw new IllegalStateException("an answer is still awaited");
    }
    want = next;
    expected =
        next.body() instanceof Want.Body.Exactly exactly ? exactly.bytes().duplicate() : null;
    kept = null;
    keptLength = 0;
    headLength = 0;
    received = 0;
    state = State.HEAD;
  }

  /** Body bytes so far. */
  long received() {
    return received;
  }

  /** Takes all of {@code bytes}; answers whether that was the answer's end. */
  boolean read(ByteBuffer bytes) {
    while (bytes.hasRemaining() && state != State.DONE) {
      switch (state) {
        case HEAD -> head(bytes);
        case SIZED_BODY, CHUNK -> body(bytes);
        case CHUNK_SIZE, CHUNK_END, TRAILER -> framing(bytes.get());
        case DONE -> {}
      }
    }
    if (bytes.hasRemaining()) {
      throw wrong("%d bytes after its end".formatted(bytes.remaining()));
    }
    return state == State.DONE;
  }

  /** The connection was closed by the server. */
  void closed() {
    if (state != State.DONE) {
      throw wrong("broken off after %d bytes of its body".formatted(received));
    }
  }

  /** The whole body, if it was to be kept. */
  byte[] keptBody() {
    return kept == null ? new byte[0] : java.util.Arrays.copyOf(kept, keptLength);
  }

  /** The whole head as text, for who wants to look at it. */
  String headText() {
    return new String(head, 0, headLength, ISO_8859_1);
  }

  private void head(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (headLength == LARGEST_HEAD) {
        throw wrong("a head of more than %d bytes".formatted(LARGEST_HEAD));
      }
      head[headLength++] = bytes.get();
      if (head[headLength - 1] == '\n' && headLength > 3 && head[headLength - 3] == '\n') {
        headRead();
        return;
      }
    }
  }

  private void headRead() {
    int status = status();
    if (status != wanted().status()) {
      throw wrong("status %d (expected: %d)".formatted(status, wanted().status()));
    }
    if (status == 304 || status == 204) {
      finish();
      return;
    }
    remaining = -1;
    for (int from = nextLine(0); from < headLength - 2; from = nextLine(from)) {
      if (begins(from, LENGTH)) {
        remaining = number(from + LENGTH.length);
      } else if (begins(from, CHUNKED)) {
        state = State.CHUNK_SIZE;
        remaining = 0;
        return;
      }
    }
    if (remaining < 0) {
      throw wrong("neither a length nor chunks");
    }
    state = State.SIZED_BODY;
    if (remaining == 0) {
      finish();
    }
  }

  private void body(ByteBuffer bytes) {
    int length = (int) Math.min(remaining, bytes.remaining());
    int limit = bytes.limit();
    bytes.limit(bytes.position() + length);
    check(bytes, length);
    bytes.limit(limit);
    remaining -= length;
    received += length;
    if (remaining == 0) {
      if (state == State.CHUNK) {
        state = State.CHUNK_END;
      } else {
        finish();
      }
    }
  }

  private void check(ByteBuffer bytes, int length) {
    var same = expected;
    if (same != null) {
      if (same.remaining() - received < length) {
        throw wrong("more than %d bytes".formatted(same.limit()));
      }
      int from = (int) received;
      int limit = same.limit();
      same.position(from).limit(from + length);
      int differs = same.mismatch(bytes);
      same.position(0).limit(limit);
      if (differs >= 0) {
        throw wrong("another byte at %d".formatted(received + differs));
      }
      bytes.position(bytes.limit());
    } else if (wanted().body() instanceof Want.Body.Kept) {
      keep(bytes, length);
    } else {
      bytes.position(bytes.limit());
    }
  }

  private void keep(ByteBuffer bytes, int length) {
    var all = kept == null ? new byte[(int) Math.max(length, remaining)] : kept;
    if (all.length < keptLength + length) {
      all = java.util.Arrays.copyOf(all, Math.max(all.length * 2, keptLength + length));
    }
    bytes.get(all, keptLength, length);
    keptLength += length;
    kept = all;
  }

  /** A byte of what stands between the chunks. */
  private void framing(byte next) {
    switch (state) {
      case CHUNK_SIZE -> chunkSize(next);
      case CHUNK_END -> {
        if (next == '\n') {
          state = State.CHUNK_SIZE;
        }
      }
      case TRAILER -> {
        if (next == '\n' && line == 0) {
          finish();
        } else if (next == '\n') {
          line = 0;
        } else if (next != '\r') {
          line++;
        }
      }
      default -> throw new IllegalStateException("state: " + state);
    }
  }

  private void chunkSize(byte next) {
    int digit = Character.digit(next, 16);
    if (digit >= 0) {
      remaining = remaining * 16 + digit;
    } else if (next == '\n') {
      line = 0;
      state = remaining == 0 ? State.TRAILER : State.CHUNK;
    } else if (next != '\r') {
      throw wrong("a chunk's size with 0x%02x in it".formatted(next));
    }
  }

  private void finish() {
    long length =
        wanted().body() instanceof Want.Body.Sized sized
            ? sized.length()
            : expected == null ? received : expected.limit();
    if (received != length && wanted().status() != 304) {
      throw wrong("%d bytes (expected: %d)".formatted(received, length));
    }
    state = State.DONE;
  }

  private int status() {
    if (headLength < 12 || !begins(0, LOCATION_OF_STATUS)) {
      throw wrong("no HTTP/1.1: " + headText());
    }
    return (int) number(LOCATION_OF_STATUS.length);
  }

  private long number(int from) {
    int at = from;
    while (head[at] == ' ') {
      at++;
    }
    long number = 0;
    for (; head[at] >= '0' && head[at] <= '9'; at++) {
      number = number * 10 + head[at] - '0';
    }
    return number;
  }

  private int nextLine(int from) {
    int at = from;
    while (head[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private boolean begins(int from, byte[] name) {
    if (from + name.length > headLength) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      int letter = head[from + i];
      boolean upper = letter >= 'A' && letter <= 'Z' && name[0] != 'H';
      if ((upper ? letter | 0x20 : letter) != name[i]) {
        return false;
      }
    }
    return true;
  }

  private Want wanted() {
    var now = want;
    if (now == null) {
      throw new IllegalStateException("nothing is awaited");
    }
    return now;
  }

  private WrongAnswerException wrong(String what) {
    return new WrongAnswerException(wanted().target() + ": " + what);
  }
}
