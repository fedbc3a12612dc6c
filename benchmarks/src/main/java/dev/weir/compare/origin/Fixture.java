package dev.weir.compare.origin;

import dev.weir.compare.wire.Decoded;
import dev.weir.compare.wire.Header;
import dev.weir.compare.wire.Wire;
import dev.weir.compare.wire.WireReply;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What the origin has, with what must arrive of it: read from the origin itself before anything is
 * measured.
 *
 * @param origin its base, without a slash at the end
 */
public record Fixture(URI origin, List<Item> items) {
  /** What npm installs with. */
  public static final Header ABBREVIATED =
      new Header(
          "Accept", "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*");

  /** What npm audits and shows with, and newer ones install with too. */
  public static final Header FULL = new Header("Accept", "application/json");

  public static final Header GZIP = new Header("Accept-Encoding", "gzip");

  public Fixture {
    items = List.copyOf(items);
  }

  /**
   * One package.
   *
   * @param abbreviatedBytes of its abbreviated packument as gzip on the wire
   * @param fullBytes of its full packument as gzip on the wire
   * @param packumentDigest the {@link PackumentDigest} of either
   * @param tarballSha256 of its newest version's tarball, which has {@code line.tarballBytes()}
   */
  public record Item(
      FixtureShape.Line line,
      int abbreviatedBytes,
      int fullBytes,
      String packumentDigest,
      String tarballSha256) {
    /** Its packument's target below a base, spelled as npm does. */
    public String packument() {
      return "/" + line.name().replace("/", "%2f");
    }

    /** Its newest version's tarball, as a target below a base. */
    public String tarball() {
      var file = line.name().substring(line.name().indexOf('/') + 1);
      return "/%s/-/%s-%s.tgz".formatted(line.name(), file, line.version());
    }
  }

  /** Fetches everything once; the origin makes and keeps it meanwhile. */
  public static Fixture read(URI url, List<FixtureShape.Line> lines) throws IOException {
    var text = url.toString();
    var base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    var items = new ArrayList<Item>();
    try (var origin = Wire.connect(url)) {
      for (var line : lines) {
        items.add(item(origin, line, base));
      }
    }
    return new Fixture(URI.create(base), items);
  }

  private static Item item(Wire origin, FixtureShape.Line line, String base) throws IOException {
    var unread = new Item(line, 0, 0, "", "");
    var abbreviated = found(origin, unread.packument(), ABBREVIATED, GZIP);
    var full = found(origin, unread.packument(), FULL, GZIP);
    var digest = PackumentDigest.of(Decoded.body(abbreviated), base);
    if (!digest.equals(PackumentDigest.of(Decoded.body(full), base))) {
      throw new IOException("origin: " + line.name() + " has two contents (expected: one)");
    }
    var tarball = found(origin, unread.tarball());
    return new Item(
        line, abbreviated.body().length, full.body().length, digest, Sha256.of(tarball.body()));
  }

  private static WireReply found(Wire origin, String target, Header... headers) throws IOException {
    var reply = origin.get(target, List.of(headers));
    if (reply.status() != 200) {
      throw new IOException("origin: " + target + " is " + reply.status() + " (expected: 200)");
    }
    return reply;
  }

  /** Those that are there for one purpose. */
  public List<Item> of(FixtureShape.Role role) {
    return items.stream().filter(item -> item.line().role() == role).toList();
  }
}
