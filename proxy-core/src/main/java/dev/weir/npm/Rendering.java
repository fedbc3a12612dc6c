package dev.weir.npm;

import dev.weir.model.PackageName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is to render, decided: the versions, the tags, the times, and our URLs. */
record Rendering(
    PackageName name,
    List<PackumentSource> order,
    Optional<OwnPart.Top> top,
    MergedVersions merged,
    Map<String, String> distTags,
    Timeline timeline,
    BaseUrls urls,
    MergedVersions restricted,
    String message) {

  static Rendering of(
      PackageName name,
      List<PackumentSource> order,
      OwnPart own,
      String base,
      PolicyRestrictions restrictions) {
    var hidden = restrictions.versions();
    var merged =
        MergedVersions.of(
            order, version -> !hidden.contains(version) && !own.hidden().contains(version));
    var tags =
        DistTags.merge(
            order.stream().map(PackumentSource::distTags).toList(), merged.versions(), merged::has);
    return new Rendering(
        name,
        order,
        own.top(),
        merged,
        tags,
        Timeline.of(order, merged),
        new BaseUrls(name, base),
        MergedVersions.of(
            order, version -> hidden.contains(version) && !own.hidden().contains(version)),
        restrictions.message());
  }

  /**
   * The nearest document that has versions: it gives the top-level fields. If there are no versions
   * at all, the nearest document, which may say since when they are unpublished.
   */
  Optional<DocumentVersions> primary() {
    Optional<DocumentVersions> nearest = Optional.empty();
    for (int s = 0; s < order.size(); s++) {
      if (order.get(s) instanceof PackumentSource.Document document) {
        var versions = new DocumentVersions(document.index(), s);
        if (versions.size() > 0) {
          return Optional.of(versions);
        }
        nearest = nearest.or(() -> Optional.of(versions));
      }
    }
    return merged.size() == 0 ? nearest : Optional.empty();
  }

  /** Whether a document's own text says of its versions and times just what we would say. */
  boolean isWholly(DocumentVersions document) {
    return !document.index().hidesVersions() && merged.isAllOf(document.origin());
  }

  void writeTags(Segments out) {
    var tags = Members.open(out);
    distTags.forEach(tags::string);
    tags.close();
  }

  void writeVersions(Form form, Segments out) {
    writeVersions(merged, form, out);
  }

  private void writeVersions(MergedVersions merged, Form form, Segments out) {
    var manifests = new ManifestWriter(out, urls);
    var versions = Members.open(out);
    for (int k = 0; k < merged.size(); k++) {
      merged.source(k).writeEntry(merged.number(k), form, versions, manifests);
    }
    versions.close();
  }

  /** Whether there are versions that a policy keeps from the client. */
  boolean restricts() {
    return restricted.size() > 0;
  }

  /** Their manifests, and why. */
  void writeRestrictions(Form form, Segments out) {
    var members = Members.open(out);
    members.string("message", message);
    members.next().text("\"versions\":");
    writeVersions(restricted, form, out);
    members.close();
  }

  void writeTime(Segments out) {
    timeline.write(merged, out);
  }
}
