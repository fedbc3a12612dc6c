package dev.weir.upstream;

import java.util.Optional;

/** What makes a request conditional: the ETag and Last-Modified of an earlier answer, verbatim. */
public record Validators(Optional<String> etag, Optional<String> lastModified) {
  public static final Validators NONE = new Validators(Optional.empty(), Optional.empty());
}
