package dev.weir.control;

/** What an error is about, in the words of the API's {@code ResourceType}. */
public enum ResourceKind {
  DOMAIN("domain"),
  REPOSITORY("repository"),
  PACKAGE("package"),
  PACKAGE_VERSION("package-version"),
  ASSET("asset");

  private final String wire;

  ResourceKind(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }
}
