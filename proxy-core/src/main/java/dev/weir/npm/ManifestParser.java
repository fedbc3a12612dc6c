package dev.weir.npm;

import dev.weir.model.Integrity;
import dev.weir.model.PackageName;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one manifest under a cursor: an object of its own for each. */
final class ManifestParser {
  /** The members of the public registry's abbreviated form, and {@code libc}, which it forgot. */
  private static final Set<String> ABBREVIATED =
      Set.of(
          "name",
          "version",
          "deprecated",
          "dependencies",
          "optionalDependencies",
          "devDependencies",
          "bundleDependencies",
          "bundledDependencies",
          "peerDependencies",
          "peerDependenciesMeta",
          "acceptDependencies",
          "bin",
          "directories",
          "dist",
          "engines",
          "os",
          "cpu",
          "libc",
          "funding",
          "_hasShrinkwrap",
          "hasInstallScript");

  /** What we act on; of any other member it is not ours to say which of two counts. */
  private static final Set<String> READ =
      Set.of(
          "name",
          "version",
          "deprecated",
          "hasInstallScript",
          "scripts",
          "dependencies",
          "optionalDependencies",
          "peerDependencies",
          "dist");

  private static final Set<String> READ_IN_DIST =
      Set.of("tarball", "integrity", "shasum", "attestations");

  private static final Set<String> INSTALL_SCRIPTS = Set.of("preinstall", "install", "postinstall");
  private static final String ATTESTATIONS = "/-/npm/v1/attestations/";

  private final JsonCursor cursor;
  private final Set<String> seen = new HashSet<>();
  private final Ranges.Builder abbreviated = new Ranges.Builder();
  private final Set<String> dependencies = new LinkedHashSet<>();

  private long start;
  private Optional<String> name = Optional.empty();
  private Optional<String> version = Optional.empty();
  private Optional<Integrity> integrity = Optional.empty();
  private Optional<Integrity> shasum = Optional.empty();
  private @Nullable UrlInPlace tarball;
  private @Nullable UrlInPlace attestations;
  private boolean deprecated;
  private boolean saysInstallScript;
  private boolean hasInstallScripts;

  ManifestParser(JsonCursor cursor) {
    this.cursor = cursor;
  }

  /**
   * Reads the object that the cursor is on.
   *
   * @param packageOf the package's name, from the manifest's own
   */
  ParsedManifest parse(Function<Optional<String>, Optional<PackageName>> packageOf)
      throws MalformedPackumentException {
    start = cursor.start();
    while (cursor.nextMember()) {
      member();
    }
    var range = new ByteRange(start, cursor.end());
    if (range.length() > Integer.MAX_VALUE) {
      throw cursor.malformed("a manifest of %d bytes".formatted(range.length()), "less than 2 GiB");
    }
    return new ParsedManifest(
        range, name, version, packageOf.apply(name).map(n -> content(n, range)).orElse(null));
  }

  private void member() throws MalformedPackumentException {
    var key = cursor.name();
    long keyStart = cursor.start();
    if (READ.contains(key)) {
      once(seen, key);
    }
    switch (key) {
      case "name" -> name = cursor.string();
      case "version" -> version = cursor.string();
      case "deprecated" -> deprecated = cursor.truthy();
      case "hasInstallScript" -> saysInstallScript = cursor.truthy();
      case "scripts" -> scripts();
      case "dependencies", "optionalDependencies", "peerDependencies" -> dependencies();
      case "dist" -> dist();
      default -> cursor.skip();
    }
    if (ABBREVIATED.contains(key)) {
      abbreviated.add((int) (keyStart - start), (int) (cursor.end() - start));
    }
  }

  private void scripts() {
    if (cursor.object()) {
      while (cursor.nextMember()) {
        if (INSTALL_SCRIPTS.contains(cursor.name())) {
          hasInstallScripts |= cursor.truthy();
        } else {
          cursor.skip();
        }
      }
    }
  }

  private void dependencies() {
    if (cursor.object()) {
      while (cursor.nextMember()) {
        PackageName.parse(cursor.name()).ifPresent(known -> dependencies.add(known.value()));
        cursor.skip();
      }
    }
  }

  private void dist() throws MalformedPackumentException {
    if (!cursor.object()) {
      return;
    }
    var seenInDist = new HashSet<String>();
    while (cursor.nextMember()) {
      if (READ_IN_DIST.contains(cursor.name())) {
        once(seenInDist, cursor.name());
      }
      switch (cursor.name()) {
        case "tarball" -> tarball = url();
        case "integrity" -> integrity = cursor.string().flatMap(Integrity::parse);
        case "shasum" -> shasum = cursor.string().flatMap(Integrity::ofShasum);
        case "attestations" -> attestations();
        default -> cursor.skip();
      }
    }
  }

  private void attestations() throws MalformedPackumentException {
    if (!cursor.object()) {
      return;
    }
    var seenInAttestations = new HashSet<String>();
    while (cursor.nextMember()) {
      if (cursor.name().equals("url")) {
        once(seenInAttestations, "url");
        attestations = url();
      } else {
        cursor.skip();
      }
    }
  }

  private @Nullable UrlInPlace url() {
    var url = cursor.string();
    return url.isPresent()
        ? new UrlInPlace(url.get(), new ByteRange(cursor.valueStart() + 1, cursor.end() - 1))
        : null;
  }

  /** Readers disagree on which of two members counts, so a second one could hide a URL from us. */
  private void once(Set<String> names, String name) throws MalformedPackumentException {
    if (!names.add(name)) {
      throw cursor.malformed("a second \"%s\"".formatted(name), "each member once");
    }
  }

  private ParsedManifest.@Nullable Content content(PackageName packageName, ByteRange range) {
    var place = tarball;
    if (place == null) {
      return null;
    }
    var url = TarballUrl.of(packageName, place.url).orElse(null);
    if (url == null) {
      return null;
    }
    var shape =
        new ManifestShape(
            (int) range.length(),
            Splice.of(place.inside, start, place.url, url.file(), url.query()),
            attestationSplice(),
            abbreviated.build(),
            hasInstallScripts && !seen.contains("hasInstallScript"));
    return new ParsedManifest.Content(
        shape,
        new ManifestFacts(
            url,
            integrity.or(() -> shasum),
            deprecated,
            saysInstallScript || hasInstallScripts,
            List.copyOf(dependencies)));
  }

  private List<Splice> attestationSplice() {
    var place = attestations;
    int marker = place == null ? -1 : place.url.indexOf(ATTESTATIONS);
    return place == null || marker < 0
        ? List.of()
        : List.of(
            Splice.of(
                place.inside,
                start,
                place.url,
                place.url.substring(marker + ATTESTATIONS.length()),
                ""));
  }

  /** A URL and the range of its string's inside. */
  private record UrlInPlace(String url, ByteRange inside) {}
}
