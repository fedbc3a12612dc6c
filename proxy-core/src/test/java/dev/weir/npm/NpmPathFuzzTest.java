package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any path is read as {@link ReferencePath} reads it, and what is read can be asked for again. */
class NpmPathFuzzTest {
  @FuzzTest(maxDuration = "")
  void isReadAsTheReferenceReadsIt(byte[] data) {
    var raw = new String(data, StandardCharsets.UTF_8);

    var path = NpmPath.parse(raw);

    assertThat(line(path)).as(raw).isEqualTo(ReferencePath.of(raw));
    assertHarmless(line(path));
    if (!(path instanceof NpmPath.Bad)) {
      assertThat(NpmPath.parse(canonical(path))).as(raw).isEqualTo(path);
    }
  }

  private static void assertHarmless(String line) {
    assertThat(line).doesNotContain("\\", "//", "\0", "\r", "\n");
    assertThat(List.of(line.split("/", -1))).doesNotContain("..", ".", "");
  }

  private static String line(NpmPath path) {
    if (path instanceof NpmPath.Packument p) {
      return "packument " + p.name();
    } else if (path instanceof NpmPath.Manifest m) {
      return "manifest " + m.name() + " " + m.versionOrTag();
    } else if (path instanceof NpmPath.Tarball t) {
      return "tarball " + t.name() + " " + t.fileName();
    } else if (path instanceof NpmPath.Revision r) {
      return "revision " + r.name() + " " + r.revision();
    } else if (path instanceof NpmPath.TarballRevision r) {
      return "tarball-revision " + r.name() + " " + r.fileName() + " " + r.revision();
    } else if (path instanceof NpmPath.DistTags t) {
      return "tags " + t.name();
    } else if (path instanceof NpmPath.DistTag t) {
      return "tag " + t.name() + " " + t.tag();
    } else if (path instanceof NpmPath.Attestations a) {
      return "attestations " + a.name() + " " + a.version();
    } else if (path instanceof NpmPath.Meta m) {
      return "meta " + m.path();
    }
    return path instanceof NpmPath.Root ? "root" : ReferencePath.BAD;
  }

  /** As a careful client writes it. */
  private static String canonical(NpmPath path) {
    if (path instanceof NpmPath.Packument p) {
      return p.name().escaped();
    } else if (path instanceof NpmPath.Manifest m) {
      return m.name().escaped() + "/" + encoded(m.versionOrTag());
    } else if (path instanceof NpmPath.Tarball t) {
      return t.name().escaped() + "/-/" + encoded(t.fileName());
    } else if (path instanceof NpmPath.Revision r) {
      return r.name().escaped() + "/-rev/" + encoded(r.revision());
    } else if (path instanceof NpmPath.TarballRevision r) {
      return r.name().escaped() + "/-/" + encoded(r.fileName()) + "/-rev/" + encoded(r.revision());
    } else if (path instanceof NpmPath.DistTags t) {
      return "-/package/" + t.name().escaped() + "/dist-tags";
    } else if (path instanceof NpmPath.DistTag t) {
      return "-/package/" + t.name().escaped() + "/dist-tags/" + encoded(t.tag());
    } else if (path instanceof NpmPath.Attestations a) {
      return "-/npm/v1/attestations/" + encoded(a.name() + "@" + a.version());
    } else if (path instanceof NpmPath.Meta m) {
      return encoded(m.path());
    }
    return "";
  }

  private static String encoded(String text) {
    var out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b == '/' || b == '@' || b == '.' || b == '-' || Character.isLetterOrDigit(b);
      out.append(plain && b > 0 ? String.valueOf((char) b) : "%%%02X".formatted(b));
    }
    return out.toString();
  }
}
