package dev.weir.testing.clients;

import java.util.List;

/** pnpm has npm's words but for one: it takes no empty message for none. */
final class PnpmPublishing extends NpmPublishing {
  @Override
  public List<String> undeprecate(String specifier) {
    return List.of("undeprecate", specifier);
  }
}
