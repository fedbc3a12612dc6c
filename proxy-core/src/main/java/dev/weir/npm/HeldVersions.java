package dev.weir.npm;

import dev.weir.model.Integrity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions that a repository holds itself: manifests that stand alone. */
final class HeldVersions implements SourceVersions {
  private final List<IndexedManifest> manifests;
  private final Map<String, Integer> numbers = new HashMap<>();

  HeldVersions(List<IndexedManifest> manifests) {
    this.manifests = manifests;
    for (int i = 0; i < manifests.size(); i++) {
      numbers.putIfAbsent(version(i), i);
    }
  }

  @Override
  public int size() {
    return manifests.size();
  }

  @Override
  public String version(int i) {
    return manifests.get(i).facts().version();
  }

  @Override
  public int find(String version) {
    return numbers.getOrDefault(version, -1);
  }

  @Override
  public Optional<Integrity> integrity(int i) {
    return manifests.get(i).facts().integrity();
  }

  @Override
  public void writeEntry(int i, Form form, Members members, ManifestWriter writer) {
    members.next().text(JsonText.name(version(i)));
    write(i, form, writer);
  }

  @Override
  public void writeManifest(int i, ManifestWriter writer) {
    write(i, Form.FULL, writer);
  }

  @Override
  public void writeTime(int i, Members time) {
    manifests.get(i).facts().publishedAt().ifPresent(at -> time.string(version(i), at));
  }

  private void write(int i, Form form, ManifestWriter writer) {
    var manifest = manifests.get(i);
    writer.write(writer.out().origin(manifest), 0, manifest.shape(), form);
  }
}
