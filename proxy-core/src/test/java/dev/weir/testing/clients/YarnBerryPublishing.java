package dev.weir.testing.clients;

import java.util.List;

/** Yarn 4: it neither deprecates nor takes anything back. It wants a lockfile to publish. */
record YarnBerryPublishing() implements Publishing {
  @Override
  public List<String> before() {
    return List.of("install");
  }

  @Override
  public List<String> publish(String version, String tag) {
    return List.of("npm", "publish", "--tag", tag);
  }

  @Override
  public List<String> addTag(String specifier, String tag) {
    return List.of("npm", "tag", "add", specifier, tag);
  }

  @Override
  public List<String> tags(String name) {
    return List.of("npm", "tag", "list", name);
  }

  @Override
  public List<String> removeTag(String name, String tag) {
    return List.of("npm", "tag", "remove", name, tag);
  }

  @Override
  public List<String> whoami() {
    return List.of("npm", "whoami");
  }
}
