package dev.weir.npm;

import dev.weir.model.Integrity;
import java.util.Optional;

/** The versions of an origin's document: everything is copied out of it, keys included. */
record DocumentVersions(PackageIndex index, int origin) implements SourceVersions {
  @Override
  public int size() {
    return index.size();
  }

  @Override
  public String version(int i) {
    return index.version(i);
  }

  @Override
  public int find(String version) {
    return index.find(version);
  }

  @Override
  public Optional<Integrity> integrity(int i) {
    return index.facts(i).integrity();
  }

  @Override
  public void writeEntry(int i, Form form, Members versions, ManifestWriter manifests) {
    var placed = index.placed(i);
    versions.next().copy(origin, placed.entry().from(), placed.start());
    manifests.write(origin, placed.start(), placed.shape(), form);
  }

  @Override
  public void writeManifest(int i, ManifestWriter manifests) {
    var placed = index.placed(i);
    manifests.write(origin, placed.start(), placed.shape(), Form.FULL);
  }

  @Override
  public void writeTime(int i, Members time) {
    var entry = index.placed(i).time();
    if (entry != null) {
      time.next().copy(origin, entry.from(), entry.to());
    }
  }
}
