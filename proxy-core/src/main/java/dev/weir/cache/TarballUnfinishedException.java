package dev.weir.cache;

/** The rest of a tarball will never come; {@link #end} says why. Stackless: networks do that. */
public final class TarballUnfinishedException extends RuntimeException {
  private final transient TarballEnd end;

  TarballUnfinishedException(AssetKey key, TarballEnd end) {
    super("tarball unfinished: %s: %s".formatted(key, end), null, false, false);
    this.end = end;
  }

  public TarballEnd end() {
    return end;
  }
}
