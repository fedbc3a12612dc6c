package dev.weir.control;

import dev.weir.http.Reply;

/** What an operation answers. */
public sealed interface Answer {
  /** A record, which goes out as JSON. */
  record Json(Object value) implements Answer {}

  /** Bytes as they are. Whoever takes it sends or discards the reply. */
  record Raw(Reply reply) implements Answer {}

  /** {@code value} as JSON. */
  static Answer json(Object value) {
    return new Json(value);
  }
}
