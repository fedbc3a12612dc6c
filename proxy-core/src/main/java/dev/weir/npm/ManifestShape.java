package dev.weir.npm;

import java.util.List;

/**
 * Where the parts of a manifest are, in bytes from its opening brace.
 *
 * @param length of the whole manifest
 * @param tarball where {@code dist.tarball} becomes ours
 * @param attestations where {@code dist.attestations.url} does: one place or none
 * @param abbreviated the members {@code "key":value} that belong to the abbreviated form, as from,
 *     to, from, to …, ascending; neighbours with nothing but a comma between them are one
 * @param needsInstallFlag whether the abbreviated form needs {@code hasInstallScript} from us,
 *     since it leaves out the {@code scripts} that would tell
 */
record ManifestShape(
    int length,
    Splice tarball,
    List<Splice> attestations,
    Ranges abbreviated,
    boolean needsInstallFlag) {

  /** All places to splice, ascending. */
  List<Splice> splices() {
    if (attestations.isEmpty()) {
      return List.of(tarball);
    }
    var other = attestations.get(0);
    return other.from() < tarball.from() ? List.of(other, tarball) : List.of(tarball, other);
  }

  void encode(PackedWriter out) {
    out.number(length);
    out.number((needsInstallFlag ? 1 : 0) | attestations.size() << 1);
    tarball.encode(out);
    attestations.forEach(splice -> splice.encode(out));
    abbreviated.encode(out);
  }

  static ManifestShape decode(PackedReader in) {
    int length = in.size();
    int flags = in.size();
    var tarball = Splice.decode(in);
    List<Splice> attestations = (flags & 2) == 0 ? List.of() : List.of(Splice.decode(in));
    return new ManifestShape(length, tarball, attestations, Ranges.decode(in), (flags & 1) != 0);
  }
}
