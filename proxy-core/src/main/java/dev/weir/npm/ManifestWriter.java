package dev.weir.npm;

/** Copies manifests with their URLs made ours, whole or abbreviated. */
record ManifestWriter(Segments out, BaseUrls urls) {
  /**
   * Copies the manifest that begins at byte {@code start} of {@code origin}.
   *
   * @param origin as {@link Segments} counts them
   */
  void write(int origin, long start, ManifestShape shape, Form form) {
    if (form == Form.FULL) {
      copy(origin, start, 0, shape.length(), shape);
    } else {
      abbreviate(origin, start, shape);
    }
  }

  private void abbreviate(int origin, long start, ManifestShape shape) {
    out.copy(origin, start, start + 1);
    for (int i = 0; i < shape.abbreviated().size(); i++) {
      if (i > 0) {
        out.comma();
      }
      copy(origin, start, shape.abbreviated().from(i), shape.abbreviated().to(i), shape);
    }
    // There is always a member before it: dist.
    out.text(shape.needsInstallFlag() ? ",\"hasInstallScript\":true}" : "}");
  }

  private void copy(int origin, long start, int from, int to, ManifestShape shape) {
    int at = from;
    for (var splice : shape.splices()) {
      if (splice.from() >= at && splice.to() <= to) {
        out.copy(origin, start + at, start + splice.from());
        writeBase(splice.equals(shape.tarball()));
        if (!splice.tail().isEmpty()) {
          out.text(JsonText.inside(splice.tail()));
        }
        at = splice.to();
      }
    }
    out.copy(origin, start + at, start + to);
  }

  private void writeBase(boolean tarball) {
    if (tarball) {
      urls.writeTarball(out);
    } else {
      urls.writeAttestations(out);
    }
  }
}
