package dev.weir.upstream;

import dev.weir.model.ConnectionName;
import java.util.Optional;

/**
 * Knows where connections lead. Asked for each request, on an event loop, since an address can
 * become known after the start.
 */
@FunctionalInterface
public interface OriginDirectory {
  /** The origin, or empty while its address is not known. */
  Optional<Origin> origin(ConnectionName connection);
}
