package dev.weir.cache;

import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.storage.Key;

/**
 * Names an origin's tarball. It is shared by all repositories and domains.
 *
 * @param file the last segment of {@code dist.tarball}'s path, as it stands there
 */
public record AssetKey(ConnectionName connection, PackageName name, String file) {
  Key record() {
    return Key.of(connection.value(), name.value(), file);
  }

  static AssetKey of(Key record) {
    var parts = record.parts();
    return new AssetKey(
        new ConnectionName(parts.get(0)), new PackageName(parts.get(1)), parts.get(2));
  }

  DocumentKey document() {
    return new DocumentKey(connection, name);
  }

  @Override
  public String toString() {
    return connection + " " + name + " " + file;
  }
}
