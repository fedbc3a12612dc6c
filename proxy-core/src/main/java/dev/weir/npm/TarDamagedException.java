package dev.weir.npm;

import java.io.IOException;

/** An archive that cannot be read on: it is no tar, breaks off, or goes beyond a limit. */
final class TarDamagedException extends IOException {
  TarDamagedException(String message) {
    super(message);
  }
}
