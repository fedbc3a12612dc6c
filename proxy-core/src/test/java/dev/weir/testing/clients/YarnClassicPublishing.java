package dev.weir.testing.clients;

import java.util.List;

/** Yarn 1: it neither deprecates nor takes anything back, and cannot say who one is. */
record YarnClassicPublishing() implements Publishing {
  @Override
  public List<String> publish(String version, String tag) {
    return List.of("publish", "--new-version", version, "--tag", tag, "--non-interactive");
  }

  @Override
  public List<String> addTag(String specifier, String tag) {
    return List.of("tag", "add", specifier, tag);
  }

  @Override
  public List<String> tags(String name) {
    return List.of("tag", "list", name);
  }

  @Override
  public List<String> removeTag(String name, String tag) {
    return List.of("tag", "remove", name, tag);
  }

  @Override
  public List<String> owners(String name) {
    return List.of("owner", "list", name);
  }
}
