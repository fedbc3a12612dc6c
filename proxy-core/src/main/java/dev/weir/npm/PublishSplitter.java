package dev.weir.npm;

/**
 * Takes the tarball out of a publish document while it streams in, so that a document of any size
 * takes little memory.
 *
 * <p>The value of {@code _attachments.<name>.data} is decoded and given to {@link Attachments},
 * unless it is a Sigstore bundle, which is small and no base64. In its place the rest has an empty
 * string; of everything else the rest has each byte. Members may come in any order.
 *
 * <p>It follows where it is, but is no judge of JSON: what is not JSON it refuses, or passes on
 * such that the rest is none either. One thread at a time. After a failure it is of no use any
 * more.
 */
public final class PublishSplitter {
  /** What the byte at hand is within. */
  private enum Within {
    STRUCTURE,
    KEY,
    STRING,
    DATA
  }

  private final PublishPath path = new PublishPath();
  private final KeyBytes key = new KeyBytes();
  private final RestBytes rest;
  private final AttachmentData data;

  private Within within = Within.STRUCTURE;

  /** Whether the last byte of a string was a backslash, so that the next one does not end it. */
  private boolean escaped;

  private boolean usable = true;
  private long fed;

  /** What makes a place in the bytes at hand one in the document. */
  private long shift;

  public PublishSplitter(PublishLimits limits, Attachments sink) {
    rest = new RestBytes(limits.maxRest());
    data = new AttachmentData(limits.maxTarball(), sink);
  }

  /**
   * Takes the document's next bytes, however many; they stay the caller's.
   *
   * @throws IllegalStateException after a failure or after {@link #end}
   */
  public void feed(byte[] bytes, int offset, int length)
      throws MalformedPublishException, PublishTooLargeException {
    expectUsable();
    // Until this is through: a sink may throw anything.
    usable = false;
    shift = fed - offset;
    int end = offset + length;
    int at = offset;
    while (at < end) {
      at =
          switch (within) {
            case STRUCTURE -> structure(bytes, at, end);
            case KEY -> key(bytes, at, end);
            case STRING -> string(bytes, at, end);
            case DATA -> data(bytes, at, end);
          };
    }
    fed += length;
    usable = true;
  }

  /** What is left of the document, which must be complete. */
  public PublishRest end() throws MalformedPublishException {
    expectUsable();
    usable = false;
    path.end(fed);
    return new PublishRest(rest.bytes(), data.decoded());
  }

  /** Approximate bytes of heap that it holds. */
  long held() {
    return (long) rest.capacity() + key.capacity() + data.capacity() + PublishPath.CAPACITY;
  }

  private int structure(byte[] bytes, int from, int end)
      throws MalformedPublishException, PublishTooLargeException {
    int at = from;
    while (at < end && bytes[at] != '"') {
      path.accept(bytes[at], shift + at);
      at++;
    }
    if (at < end) {
      begin(path.string(shift + at));
      at++;
    }
    rest.append(bytes, from, at);
    if (within == Within.DATA) {
      data.begin(path.attachment(), shift + at, rest.size());
    }
    return at;
  }

  private void begin(PublishPath.Text text) {
    within =
        switch (text) {
          case KEY -> Within.KEY;
          case DATA -> Within.DATA;
          case OTHER -> Within.STRING;
        };
  }

  private int key(byte[] bytes, int from, int end)
      throws MalformedPublishException, PublishTooLargeException {
    int at = closingQuote(bytes, from, end);
    key.append(bytes, from, at, shift);
    rest.append(bytes, from, at);
    if (at < end) {
      path.key(key.take(shift + at));
      within = Within.STRING;
    }
    return at;
  }

  /** Also the end of a key and of data: nothing but the quote then. */
  private int string(byte[] bytes, int from, int end) throws PublishTooLargeException {
    int at = closingQuote(bytes, from, end);
    if (at < end) {
      at++;
      within = Within.STRUCTURE;
    }
    rest.append(bytes, from, at);
    return at;
  }

  private int data(byte[] bytes, int from, int end)
      throws MalformedPublishException, PublishTooLargeException {
    int at = data.append(bytes, from, end, shift);
    if (at < end) {
      data.end(shift + at);
      within = Within.STRING;
    }
    return at;
  }

  /** Where the string's closing quote is, or {@code end}. */
  private int closingQuote(byte[] bytes, int from, int end) {
    int at = from;
    if (escaped) {
      escaped = false;
      at++;
    }
    while (at < end && bytes[at] != '"') {
      boolean escape = bytes[at] == '\\';
      at++;
      if (escape && at == end) {
        escaped = true;
      } else if (escape) {
        at++;
      }
    }
    return at;
  }

  private void expectUsable() {
    if (!usable) {
      throw new IllegalStateException("the document has ended or failed");
    }
  }
}
