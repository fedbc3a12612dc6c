package dev.weir.npm;

import dev.weir.model.PackageName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A packument as the public registry would send it: compact, {@code versions} before {@code time},
 * manifests with scripts, signatures and fields that nobody here knows. The same values make the
 * same bytes. It is made while it is read, so that a large one needs no memory.
 *
 * @param versions how many
 * @param manifestSize about how many bytes each manifest has, at least 1,500
 * @param origin the URL that its tarballs are at, with a slash at its end
 */
public record SamplePackument(
    PackageName name, int versions, int manifestSize, String origin, long seed) {
  private static final Instant FIRST = Instant.parse("2015-03-01T08:00:00.123Z");
  private static final int PATCHES = 10;
  private static final int BARE_MANIFEST = 1150;
  private static final int BYTES_PER_FILE = 39;

  public static SamplePackument of(String name, int versions, int manifestSize) {
    return new SamplePackument(
        new PackageName(name), versions, manifestSize, "https://registry.example/", 1);
  }

  /** About the size of a small package. */
  public static SamplePackument small() {
    return of("left-pad", 10, 1500);
  }

  /** About the size of {@code lodash} and of half of all packages that are asked for. */
  public static SamplePackument median() {
    return of("lodash", 100, 1500);
  }

  /** About the size of {@code next}, the largest in wide use: 21 MB. */
  public static SamplePackument large() {
    return of("next", 2600, 8000);
  }

  public SamplePackument withOrigin(String other) {
    return new SamplePackument(name, versions, manifestSize, other, seed);
  }

  public String version(int i) {
    return "%d.%d.%d".formatted(i / (PATCHES * PATCHES), i / PATCHES % PATCHES, i % PATCHES)
        + (i % 7 == 3 ? "-canary." + i : "");
  }

  public String fileName(int i) {
    return name.basename() + "-" + version(i) + ".tgz";
  }

  public String publishedAt(int i) {
    return FIRST.plusSeconds(i * 86_413L).toString();
  }

  /** The whole document. */
  public byte[] bytes() {
    try (var in = stream()) {
      return in.readAllBytes();
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** The whole document, made as it is read. */
  public InputStream stream() {
    var parts =
        Stream.of(
                Stream.of(head()),
                IntStream.range(0, versions).mapToObj(this::versionEntry),
                Stream.of("},\"time\":{\"created\":\"" + FIRST + "\""),
                Stream.of(",\"modified\":\"" + publishedAt(versions) + "\""),
                IntStream.range(0, versions).mapToObj(this::timeEntry),
                Stream.of(tail()))
            .flatMap(s -> s)
            .iterator();
    return new Joined(parts);
  }

  /** A manifest as it stands in the document. */
  public String manifest(int i) {
    var random = new Random(seed * 1_000_003 + i);
    var text = new StringBuilder(manifestSize + 200);
    text.append("{\"name\":\"").append(name);
    text.append("\",\"version\":\"").append(version(i));
    text.append("\",\"description\":\"Übung macht den \\\"Meister\\\"\",\"main\":\"index.js\"");
    text.append(",\"scripts\":{\"test\":\"node test.js\"");
    text.append(i % 5 == 0 ? ",\"postinstall\":\"node setup.js\"}" : "}");
    text.append(",\"engines\":{\"node\":\">=18\"},\"bin\":{\"run\":\"bin/run.js\"}");
    text.append(",\"dependencies\":{\"a-")
        .append(i / 50)
        .append("\":\"^1.0.0\",\"@s/b\":\"~2.1\"}");
    text.append(",\"dist\":").append(dist(i, random));
    text.append(i % 11 == 0 ? ",\"deprecated\":\"use another\"" : "");
    text.append(",\"_npmUser\":{\"name\":\"someone\",\"email\":\"someone@mail.example\"}");
    text.append(",\"devDependencies\":{\"jest\":\"29.0.0\"}");
    text.append(",\"_weight\":1.50e+3,\"_files\":[");
    for (int file = 0; file < (manifestSize - BARE_MANIFEST) / BYTES_PER_FILE; file++) {
      text.append(file == 0 ? "" : ",");
      text.append("{\"path\":\"dist/").append(Integer.toHexString(random.nextInt()));
      text.append(".js\",\"size\":").append(random.nextInt(100_000)).append('}');
    }
    return text.append("]}").toString();
  }

  private String head() {
    return "{\"_id\":\"%s\",\"_rev\":\"77-abc\",\"name\":\"%s\",\"dist-tags\":{\"latest\":\"%s\"},\"versions\":{"
        .formatted(name, name, version(versions - 1));
  }

  private String versionEntry(int i) {
    return (i == 0 ? "\"" : ",\"") + version(i) + "\":" + manifest(i);
  }

  private String timeEntry(int i) {
    return ",\"%s\":\"%s\"".formatted(version(i), publishedAt(i));
  }

  private static String tail() {
    return "},\"maintainers\":[{\"name\":\"someone\"}],\"readme\":\"%s\",\"license\":\"MIT\"}"
        .formatted(String.join("", Collections.nCopies(40, "Words of wisdom.\\n")));
  }

  private String dist(int i, Random random) {
    var sha512 = new byte[64];
    random.nextBytes(sha512);
    var sha1 = new byte[20];
    random.nextBytes(sha1);
    return "{\"integrity\":\"sha512-%s\",\"shasum\":\"%s\",\"tarball\":\"%s%s/-/%s\",\"fileCount\":12,\"unpackedSize\":%d,\"attestations\":{\"url\":\"%s-/npm/v1/attestations/%s@%s\",\"provenance\":{\"predicateType\":\"https://slsa.example/v1\"}},\"signatures\":[{\"keyid\":\"SHA256:jl3b\",\"sig\":\"MEUC%d\"}]}"
        .formatted(
            Base64.getEncoder().encodeToString(sha512),
            HexFormat.of().formatHex(sha1),
            origin,
            name,
            fileName(i),
            random.nextInt(1_000_000),
            origin,
            name,
            version(i),
            random.nextInt());
  }

  /** Texts one after the other, each made when it is needed. */
  private static final class Joined extends InputStream {
    private final Iterator<String> parts;
    private InputStream part = InputStream.nullInputStream();

    Joined(Iterator<String> parts) {
      this.parts = parts;
    }

    @Override
    public int read() throws IOException {
      int b = part.read();
      while (b < 0 && nextPart()) {
        b = part.read();
      }
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = part.read(bytes, offset, length);
      while (read < 0 && nextPart()) {
        read = part.read(bytes, offset, length);
      }
      return read;
    }

    private boolean nextPart() {
      if (!parts.hasNext()) {
        return false;
      }
      part = new ByteArrayInputStream(parts.next().getBytes(StandardCharsets.UTF_8));
      return true;
    }
  }
}
