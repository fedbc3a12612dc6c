package dev.weir.npm;

/**
 * Writes what an install needs, in this order:
 *
 * <pre>
 * {"name":…,"modified":…,"dist-tags":{…},"versions":{…},"time":{…}}
 * </pre>
 *
 * The public registry's form has no {@code time}; without it pnpm, whose release-age gate is on by
 * default, asks again for the full form. Times come last so that a client that reads as a stream
 * has what it resolves by first. A package of which no time is known gets none.
 */
final class AbbreviatedForm {
  private AbbreviatedForm() {}

  static void write(Rendering rendering, Segments out) {
    var members = Members.open(out);
    members.string("name", rendering.name().value());
    var modified = rendering.timeline().modified();
    if (modified != null) {
      members.string("modified", modified);
    }
    members.next().text("\"dist-tags\":");
    rendering.writeTags(out);
    members.next().text("\"versions\":");
    rendering.writeVersions(Form.ABBREVIATED, out);
    if (modified != null) {
      members.next().text("\"time\":");
      rendering.writeTime(out);
    }
    if (rendering.restricts()) {
      members.next().text("\"policyRestrictions\":");
      rendering.writeRestrictions(Form.ABBREVIATED, out);
    }
    members.close();
  }
}
