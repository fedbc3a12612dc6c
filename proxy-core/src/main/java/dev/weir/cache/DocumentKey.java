package dev.weir.cache;

import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.storage.Key;

/** Names an origin's packument. It is shared by all repositories and domains. */
public record DocumentKey(ConnectionName connection, PackageName name) {
  Key record() {
    return Key.of(connection.value(), name.value());
  }

  @Override
  public String toString() {
    return connection + " " + name;
  }
}
