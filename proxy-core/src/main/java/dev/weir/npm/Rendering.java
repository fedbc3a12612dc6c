package dev.weir.npm;

import dev.weir.model.PackageName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is to render, decided: the versions, the tags, the times, and our URLs. */
record Rendering(
    PackageName name,
    List<PackumentSource> order,
    OwnPart own,
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
        own,
        merged,
        tags,
        Timeline.of(order, merged),
        new BaseUrls(name, base),
        MergedVersions.of(
            order, version -> hidden.contains(version) && !own.hidden().contains(version)),
        restrictions.message());
  }

  /**
   * The document that gives the top-level fields, which are by npm those of {@code latest}: empty
   * if that was published to a repository of ours, whose own members they are then. Else it is the
   * nearest document that has versions. If there are no versions at all, the nearest document,
   * which may say since when they are unpublished.
   */
  Optional<DocumentVersions> primary() {
    int k = latest();
    if (k >= 0 && merged.source(k) instanceof DocumentVersions document) {
      return Optional.of(document);
    }
    return k >= 0 && isPublished(merged.winner(k)) ? Optional.empty() : nearest();
  }

  private Optional<DocumentVersions> nearest() {
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

  private int latest() {
    var latest = distTags.get("latest");
    return latest == null ? -1 : merged.find(latest);
  }

  private boolean isPublished(int s) {
    return order.get(s) instanceof PackumentSource.Versions held && held.tellers().isEmpty();
  }

  /** What a repository of ours says of the package, best that which gives {@code latest}. */
  Optional<OwnPart.Top> top() {
    int k = latest();
    return own.top(k < 0 ? Optional.empty() : Optional.of(order.get(merged.winner(k)).name()));
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
