package dev.weir.npm;

/** The two forms of a packument. */
public enum Form {
  /** Everything the origin sent. */
  FULL("application/json"),

  /** What an install needs: the public registry's subset plus {@code time} and {@code libc}. */
  ABBREVIATED("application/vnd.npm.install-v1+json");

  private final String contentType;

  Form(String contentType) {
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }
}
