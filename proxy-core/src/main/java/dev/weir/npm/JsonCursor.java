package dev.weir.npm;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Walks a JSON document once and knows at which byte each member begins and each value ends.
 *
 * <p>Jackson reads a value's beginning together with its name, and a string's rest only when asked
 * for. So a name's place is read while the name is the current token, a value's place once it is
 * the current token, and a value's end after {@code finishToken}. Strings that nobody asks for are
 * skipped in place, however long.
 */
final class JsonCursor implements AutoCloseable {
  /**
   * Longest string that is looked at, in characters; what is only passed over has no limit. A
   * {@code deprecated} text is the longest honest one.
   */
  static final int MAX_STRING = 1 << 20;

  /**
   * Longest property name, in bytes. Jackson keeps up to some 50,000 different names while it reads
   * a document, so this bounds the memory that an evil one can take.
   */
  static final int MAX_NAME = 1024;

  /** Charset detection off: it would read UTF-16 too, with offsets that count characters. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(MAX_STRING)
                  .maxNameLength(MAX_NAME)
                  .build())
          .build();

  private static final JsonFactory STRICT =
      JSON.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser parser;
  private long valueStart;

  JsonCursor(Utf8Input input) {
    this(input, JSON);
  }

  private JsonCursor(Utf8Input input, JsonFactory json) {
    parser = json.createParser(ObjectReadContext.empty(), input);
  }

  /**
   * One that refuses a member given twice, wherever that is. It keeps the names of all members of
   * the objects that are open.
   */
  static JsonCursor strict(Utf8Input input) {
    return new JsonCursor(input, STRICT);
  }

  /** Steps onto the document, which must be an object. */
  void root() throws MalformedPackumentException {
    var token = parser.nextToken();
    if (token != JsonToken.START_OBJECT) {
      throw malformed(token == null ? "nothing" : token.name(), "a JSON object");
    }
  }

  /** Checks that nothing but white space follows the document. */
  void nothingMore() throws MalformedPackumentException {
    if (parser.nextToken() != null) {
      throw malformed("more after the document", "its end");
    }
  }

  /** Steps onto the next member's name, or onto the object's end and answers false. */
  boolean nextMember() {
    return parser.nextName() != null;
  }

  /** The current member's name. */
  String name() {
    return parser.currentName();
  }

  /** Where the current member is, such as {@code /versions/1.0.0/description}. */
  String path() {
    return parser.streamReadContext().pathAsPointer().toString();
  }

  /** Where the current token begins: a name's or a string's quote, an object's brace. */
  long start() {
    return parser.currentTokenLocation().getByteOffset();
  }

  /** Steps onto the current member's value; if it is no object, passes over it, answers false. */
  boolean object() {
    if (value() == JsonToken.START_OBJECT) {
      return true;
    }
    parser.skipChildren();
    return false;
  }

  /** The current member's value if it is a string; passes over anything else. */
  Optional<String> string() {
    if (value() == JsonToken.VALUE_STRING) {
      return Optional.of(parser.getString());
    }
    parser.skipChildren();
    return Optional.empty();
  }

  /** The current member's value if it is a string or {@code true}; passes over anything else. */
  Optional<String> stringOrTrue() {
    var token = value();
    if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_TRUE) {
      return Optional.of(parser.getString());
    }
    parser.skipChildren();
    return Optional.empty();
  }

  /**
   * The current member's value if it is a number, -1 for one that is no whole number or beyond a
   * long; passes over anything else.
   */
  OptionalLong number() {
    var token = value();
    if (token == JsonToken.VALUE_NUMBER_INT) {
      var text = parser.getString();
      return OptionalLong.of(text.length() < 19 ? Long.parseLong(text) : -1);
    }
    parser.skipChildren();
    return token == JsonToken.VALUE_NUMBER_FLOAT ? OptionalLong.of(-1) : OptionalLong.empty();
  }

  /** Whether the current member's value is {@code true}, or a string that is not empty. */
  boolean truthy() {
    var token = value();
    if (token == JsonToken.VALUE_STRING) {
      return !parser.getString().isEmpty();
    }
    parser.skipChildren();
    return token == JsonToken.VALUE_TRUE;
  }

  /** Passes over the current member's value, whatever it is. */
  void skip() {
    parser.nextToken();
    parser.skipChildren();
  }

  /** Passes over the current member's value, of which {@link #valueStart} is known then. */
  void over() {
    value();
    parser.skipChildren();
  }

  /** Where the value last stepped onto by other than {@link #skip} begins. */
  long valueStart() {
    return valueStart;
  }

  /** Where the value last read or passed over ends. */
  long end() {
    parser.finishToken();
    return parser.currentLocation().getByteOffset();
  }

  MalformedPackumentException malformed(String problem, String expected) {
    return new MalformedPackumentException(Math.max(start(), 0), problem, expected);
  }

  /**
   * What a failure of this cursor means to the reader of a document: that it is malformed, unless
   * reading its bytes failed.
   */
  static MalformedPackumentException explain(JacksonException failure) throws IOException {
    if (failure.getCause() instanceof Utf8Input.NotUtf8Exception notUtf8) {
      return notUtf8.malformed();
    }
    if (failure.getCause() instanceof IOException unreadable) {
      throw unreadable;
    }
    var location = failure.getLocation();
    long offset = location == null ? 0 : Math.max(location.getByteOffset(), 0);
    if (failure instanceof StreamConstraintsException) {
      return new MalformedPackumentException(
          offset,
          "a text, a name or a nesting depth beyond bounds",
          "at most %d characters, %d in a name, %d levels"
              .formatted(MAX_STRING, MAX_NAME, StreamReadConstraints.DEFAULT_MAX_DEPTH));
    }
    return new MalformedPackumentException(offset, failure.getOriginalMessage(), "JSON");
  }

  /** Likewise, of a cursor over bytes in memory. */
  static MalformedPackumentException explainInMemory(JacksonException failure) {
    try {
      return explain(failure);
    } catch (IOException impossible) {
      throw new AssertionError("bytes in memory cannot fail to be read", impossible);
    }
  }

  @Override
  public void close() {
    parser.close();
  }

  private JsonToken value() {
    var token = parser.nextToken();
    valueStart = start();
    return token;
  }
}
