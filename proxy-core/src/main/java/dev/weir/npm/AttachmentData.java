package dev.weir.npm;

import java.util.Optional;

/** The one string of a publish document that is no part of the rest: a tarball in base64. */
final class AttachmentData {
  private final long limit;
  private final Attachments sink;
  private final Base64Blocks base64 = new Base64Blocks(this::block);

  private String name = "";
  private boolean begun;
  private long decoded;

  /** Where the string begins, in the document and in the rest, and where it ends. */
  private long start;

  private int startInRest;
  private long end;

  /** Of an escape: 0 if in none, 1 after its backslash, 2 to 5 before its hexadecimal digits. */
  private int escape;

  private int escaped;

  AttachmentData(long limit, Attachments sink) {
    this.limit = limit;
    this.sink = sink;
  }

  /**
   * A string begins.
   *
   * @param at its first character's place
   * @param atInRest its place in what is left of the document
   */
  void begin(String attachment, long at, int atInRest) throws MalformedPublishException {
    if (begun) {
      throw new MalformedPublishException(
          at, "two attachments", "one tarball, after which a Sigstore bundle may stand");
    }
    begun = true;
    name = attachment;
    start = at;
    startInRest = atInRest;
  }

  /** Takes the string's bytes up to its closing quote or {@code end}, and says where that is. */
  int append(byte[] bytes, int from, int end, long shift)
      throws MalformedPublishException, PublishTooLargeException {
    int at = from;
    while (at < end) {
      if (escape > 0) {
        escape(bytes[at], shift + at);
        at++;
        continue;
      }
      at = base64.append(bytes, at, end, shift);
      if (at == end || bytes[at] == '"') {
        return at;
      }
      escape = 1;
      at++;
    }
    return at;
  }

  /** The string's closing quote. */
  void end(long at) throws MalformedPublishException, PublishTooLargeException {
    base64.end(at);
    end = at;
  }

  /** What was taken out, once the document has ended. */
  Optional<PublishRest.Decoded> decoded() {
    return begun
        ? Optional.of(new PublishRest.Decoded(name, decoded, startInRest, end - start))
        : Optional.empty();
  }

  int capacity() {
    return Base64Blocks.BLOCK;
  }

  private void escape(byte b, long at) throws MalformedPublishException, PublishTooLargeException {
    if (escape == 1) {
      if (b == '/') {
        escape = 0;
        base64.accept('/', at);
      } else if (b == 'u') {
        escape = 2;
        escaped = 0;
      } else {
        throw unknown(at);
      }
      return;
    }
    int digit = b < 0 ? -1 : Character.digit(b, 16);
    if (digit < 0) {
      throw unknown(at);
    }
    escaped = escaped << 4 | digit;
    escape++;
    if (escape > 5) {
      escape = 0;
      base64.accept(escaped, at);
    }
  }

  private void block(byte[] bytes, int length) throws PublishTooLargeException {
    if (length > limit - decoded) {
      throw new PublishTooLargeException("tarball", limit, PublishLimits.MAX_TARBALL);
    }
    decoded += length;
    sink.data(name, bytes, 0, length);
  }

  private static MalformedPublishException unknown(long at) {
    return new MalformedPublishException(
        at, "an escape in base64", "\\/, or \\u and four hexadecimal digits");
  }
}
