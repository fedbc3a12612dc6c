package dev.weir.testing.clients;

import java.util.List;

/** npm can do all of it. */
class NpmPublishing implements Publishing {
  @Override
  public List<String> publish(String version, String tag) {
    return List.of("publish", "--tag", tag);
  }

  @Override
  public List<String> deprecate(String specifier, String message) {
    return List.of("deprecate", specifier, message);
  }

  @Override
  public List<String> undeprecate(String specifier) {
    return deprecate(specifier, "");
  }

  @Override
  public List<String> addTag(String specifier, String tag) {
    return List.of("dist-tag", "add", specifier, tag);
  }

  @Override
  public List<String> tags(String name) {
    return List.of("dist-tag", "ls", name);
  }

  @Override
  public List<String> removeTag(String name, String tag) {
    return List.of("dist-tag", "rm", name, tag);
  }

  @Override
  public List<String> unpublish(String specifier) {
    return List.of("unpublish", specifier);
  }

  @Override
  public List<String> unpublishAll(String name) {
    return List.of("unpublish", name, "--force");
  }

  @Override
  public List<String> owners(String name) {
    return List.of("owner", "ls", name);
  }

  @Override
  public List<String> whoami() {
    return List.of("whoami");
  }

  @Override
  public List<String> search(String text) {
    return List.of("search", text);
  }
}
