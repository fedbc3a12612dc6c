package dev.weir.testing.documents;

/** The forms a packument comes in. */
public enum Form {
  FULL("application/json"),
  ABBREVIATED("application/vnd.npm.install-v1+json"),
  /** The bare form of a mirror that keeps only what an install cannot do without. */
  RELAYED("application/json");

  private final String contentType;

  Form(String contentType) {
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }
}
