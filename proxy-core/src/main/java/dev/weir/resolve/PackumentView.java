package dev.weir.resolve;

import dev.weir.cache.CacheStatus;
import dev.weir.cache.Freshness;
import dev.weir.cache.LoadedDocument;
import dev.weir.model.PackageName;
import dev.weir.npm.Form;
import dev.weir.npm.OwnPart;
import dev.weir.npm.PackumentPlan;
import dev.weir.npm.PackumentSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a repository shows of a package: its sources in search order, before any byte is made.
 *
 * @param documents parallel to {@code sources}: the stored document, where a source is one
 * @param own what our repositories say beside their versions
 * @param status how the cache answered, the most telling of all sources'
 * @param freshness until when the sources need not be looked at again
 * @param stamp of the repository, as it was when this was resolved
 * @param era of the package, as it was then, by its cache
 * @param plans shared by all views
 */
public record PackumentView(
    PackageName name,
    List<PackumentSource> sources,
    List<Optional<LoadedDocument>> documents,
    OwnPart own,
    CacheStatus status,
    Freshness freshness,
    long stamp,
    long era,
    Plans plans) {
  public PackumentView {
    sources = List.copyOf(sources);
    documents = List.copyOf(documents);
  }

  public PackumentPlan plan(Form form, String base) {
    return plans.of(this, form, base);
  }

  /** One version's manifest, by tag or version. */
  public Optional<PackumentPlan> manifest(String versionOrTag, String base) {
    return PackumentPlan.manifest(name, sources, own, versionOrTag, base);
  }

  public Map<String, String> distTags() {
    return plan(Form.FULL, "/").distTags();
  }

  /** The strong ETag of a representation: all that changes its bytes, and nothing else. */
  public String etag(String representation, String base) {
    return ViewTag.of(this, representation, base);
  }
}
