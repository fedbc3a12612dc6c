package dev.weir.cache;

import dev.weir.model.ConnectionName;

/**
 * Names a small document of an origin. It is shared by all repositories and domains.
 *
 * @param path below the connection's base, with its query, percent-encoded
 */
public record AnswerKey(ConnectionName connection, String path) {
  @Override
  public String toString() {
    return connection + " " + path;
  }
}
