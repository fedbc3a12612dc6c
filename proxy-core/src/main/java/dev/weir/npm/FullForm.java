package dev.weir.npm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes everything there is.
 *
 * <p>The text of the document that {@code latest} comes from is kept, byte for byte, but for the
 * URLs that are ours. If it alone gives the versions, and all of its own, that is all; else its
 * {@code versions} and {@code time} are replaced in place by what was merged. Its dist-tags are
 * replaced if they differ. Where {@code latest} was published here there is a plain one, with what
 * its repository says of the package.
 */
final class FullForm {
  private final Rendering rendering;
  private final Segments out;

  private FullForm(Rendering rendering, Segments out) {
    this.rendering = rendering;
    this.out = out;
  }

  static void write(Rendering rendering, Segments out) {
    var form = new FullForm(rendering, out);
    rendering.primary().ifPresentOrElse(form::writeOver, form::writePlain);
  }

  private void writePlain() {
    var members = Members.open(out);
    members.string("_id", rendering.name().value());
    var said = rendering.top();
    said.ifPresent(top -> members.string("_rev", top.revision()));
    members.string("name", rendering.name().value());
    members.next().text("\"dist-tags\":");
    rendering.writeTags(out);
    members.next().text("\"versions\":");
    rendering.writeVersions(Form.FULL, out);
    if (rendering.timeline().modified() != null) {
      members.next().text("\"time\":");
      rendering.writeTime(out);
    }
    said.map(OwnPart.Top::members)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> members.next().text(JsonText.utf8(text)));
    if (rendering.restricts()) {
      members.next().text("\"policyRestrictions\":");
      rendering.writeRestrictions(Form.FULL, out);
    }
    members.close();
  }

  private void writeOver(DocumentVersions document) {
    var parts = changedParts(document);
    long at = 0;
    for (var part : parts) {
      if (part.range != null) {
        out.copy(document.origin(), at, part.range.from());
        part.writer.run();
        at = part.range.to();
      }
    }
    long end = document.index().layout().end();
    out.copy(document.origin(), at, end);
    writeMissing(parts);
    out.copy(document.origin(), end, document.index().documentLength());
  }

  /** Parts that the document doesn't have at all come last. */
  private void writeMissing(List<Part> parts) {
    var members = Members.after(out);
    for (var part : parts) {
      if (part.range == null) {
        members.next().text(JsonText.name(part.name));
        part.writer.run();
      }
    }
  }

  private List<Part> changedParts(DocumentVersions document) {
    var layout = document.index().layout();
    boolean whole = rendering.isWholly(document);
    var parts = new ArrayList<Part>();
    if (!layout.tagsAreClean() || !rendering.distTags().equals(document.index().distTags())) {
      parts.add(new Part("dist-tags", layout.distTags(), () -> rendering.writeTags(out)));
    }
    if (whole && layout.versions() != null) {
      parts.add(new Part("versions", layout.versions(), () -> writeVersionsInPlace(document)));
    } else if (!whole) {
      parts.add(
          new Part("versions", layout.versions(), () -> rendering.writeVersions(Form.FULL, out)));
      if (layout.time() != null || rendering.timeline().modified() != null) {
        parts.add(new Part("time", layout.time(), () -> rendering.writeTime(out)));
      }
    }
    if (rendering.restricts()) {
      parts.add(
          new Part("policyRestrictions", null, () -> rendering.writeRestrictions(Form.FULL, out)));
    }
    parts.sort(Comparator.comparingLong(Part::start));
    return parts;
  }

  /** White space between the versions included. */
  private void writeVersionsInPlace(DocumentVersions document) {
    var range = document.index().layout().versions();
    if (range == null) {
      return;
    }
    var manifests = new ManifestWriter(out, rendering.urls());
    long at = range.from();
    for (int i = 0; i < document.size(); i++) {
      var placed = document.index().placed(i);
      out.copy(document.origin(), at, placed.start());
      manifests.write(document.origin(), placed.start(), placed.shape(), Form.FULL);
      at = placed.entry().to();
    }
    out.copy(document.origin(), at, range.to());
  }

  private record Part(String name, @Nullable ByteRange range, Runnable writer) {
    long start() {
      return range == null ? Long.MAX_VALUE : range.from();
    }
  }
}
