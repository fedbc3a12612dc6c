package dev.weir.npm;

/**
 * Where in a publish document a reader is: how deep, and whether on the way to {@code
 * _attachments.<name>.data}.
 *
 * <p>Right for every JSON document. Of what is none it refuses what would mislead it, and need not
 * notice the rest.
 */
final class PublishPath {
  /** What a string is to the reader. */
  enum Text {
    /** A member's name that must be known. */
    KEY,
    /** Content of an attachment in base64. */
    DATA,
    OTHER
  }

  /** Approximate bytes of heap. */
  static final int CAPACITY = PublishPath.MAX_DEPTH * 5;

  private static final int MAX_DEPTH = 256;

  /**
   * Names of members in all objects that are open at once. Who looks for duplicates afterwards
   * keeps each of them, at many times the bytes that it takes to send one.
   */
  private static final int MAX_OPEN_MEMBERS = 100_000;

  private static final int ROOT = 1;
  private static final int ATTACHMENTS = 2;
  private static final int ATTACHMENT = 3;

  /** Whether the structure that is open at a depth is an object. */
  private final boolean[] object = new boolean[MAX_DEPTH + 1];

  private final int[] members = new int[MAX_DEPTH + 1];
  private int openMembers;
  private int depth;
  private boolean ended;

  /** Whether a string that begins now is a member's name. */
  private boolean expectsKey;

  /** How many of the open objects, from the root on, are on the way. */
  private int known;

  /** Whether the member at hand of the last of these leads on. */
  private boolean leadsOn;

  private String attachment = "";

  /** The name of the attachment at hand, if a string was {@link Text#DATA}. */
  String attachment() {
    return attachment;
  }

  /** A byte outside of strings. */
  void accept(byte b, long at) throws MalformedPublishException {
    switch (b) {
      case '{' -> open(true, at);
      case '[' -> open(false, at);
      case '}' -> close(true, at);
      case ']' -> close(false, at);
      case ',' -> {
        expectOpen(",", at);
        expectsKey = object[depth];
      }
      case ':' -> {
        expectOpen(":", at);
        expectsKey = false;
      }
      case ' ', '\t', '\r', '\n' -> {}
      default -> expectOpen("0x%02x".formatted(b & 0xff), at);
    }
  }

  /** A string begins. */
  Text string(long at) throws MalformedPublishException {
    expectOpen("a string", at);
    if (expectsKey) {
      member(at);
      return depth == known ? Text.KEY : Text.OTHER;
    }
    boolean data = depth == ATTACHMENT && known == ATTACHMENT && leadsOn;
    return data && !PublishAttachment.isBundle(attachment) ? Text.DATA : Text.OTHER;
  }

  /** The name of the member at hand, which was a {@link Text#KEY}. */
  void key(String name) {
    switch (known) {
      case ROOT -> leadsOn = name.equals("_attachments");
      case ATTACHMENTS -> {
        leadsOn = true;
        attachment = name;
      }
      default -> leadsOn = name.equals("data");
    }
  }

  /** The document's end, which must be where all is closed. */
  void end(long at) throws MalformedPublishException {
    if (!ended) {
      throw new MalformedPublishException(
          at, "the document ends", depth == 0 ? "a JSON object" : "the rest of a JSON object");
    }
  }

  private void member(long at) throws MalformedPublishException {
    members[depth]++;
    if (++openMembers > MAX_OPEN_MEMBERS) {
      throw new MalformedPublishException(
          at, "one more member", "at most %d in an object".formatted(MAX_OPEN_MEMBERS));
    }
  }

  private void open(boolean isObject, long at) throws MalformedPublishException {
    if (depth == 0 && (ended || !isObject)) {
      expectOpen(isObject ? "{" : "[", at);
    } else if (depth == MAX_DEPTH) {
      throw new MalformedPublishException(
          at, "one more level", "at most %d levels".formatted(MAX_DEPTH));
    }
    if (isObject && depth == known && (depth == 0 || leadsOn) && known < ATTACHMENT) {
      known++;
    }
    depth++;
    object[depth] = isObject;
    expectsKey = isObject;
    // Of a member nothing is known before its name is.
    leadsOn = false;
  }

  private void close(boolean isObject, long at) throws MalformedPublishException {
    if (depth == 0 || object[depth] != isObject) {
      throw new MalformedPublishException(
          at,
          isObject ? "}" : "]",
          depth == 0
              ? "the document's end"
              : isObject ? "no end of an object" : "no end of a list");
    }
    openMembers -= members[depth];
    members[depth] = 0;
    depth--;
    known = Math.min(known, depth);
    expectsKey = false;
    ended = depth == 0;
    leadsOn = false;
  }

  private void expectOpen(String found, long at) throws MalformedPublishException {
    if (depth == 0) {
      throw new MalformedPublishException(
          at, found, ended ? "the document's end" : "a JSON object");
    }
  }
}
