package dev.weir.cache;

import dev.weir.model.PackageName;

/** A document was replaced before its reader opened it: resolve again. Stackless. */
public final class DocumentGoneException extends RuntimeException {
  public DocumentGoneException(PackageName name) {
    super("document replaced: " + name, null, false, false);
  }
}
