package dev.weir.docs;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the documents lie, whether a build runs in a module or at the top. */
final class Checkout {
  private Checkout() {}

  static Path root() {
    var here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("docs")) ? here : here.resolve("..").normalize();
  }
}
