package dev.weir.control;

import dev.weir.catalog.Catalog;
import dev.weir.model.ConnectionName;
import java.util.Set;

/**
 * What the operations use.
 *
 * @param connections the names of all connections that are declared
 */
public record ControlParts(
    Catalog catalog, Account account, Set<ConnectionName> connections, PageTokens pages) {
  public ControlParts {
    connections = Set.copyOf(connections);
  }
}
