package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import dev.weir.model.PackageName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any bytes make an index or a MalformedPackumentException, and any index makes valid JSON. */
class PackumentFuzzTest {
  private static final int ROUNDS = 3_000;
  private static final int LONGEST = 20_000;
  private static final String[] PIECES = {
    "\"",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\\",
    "\\u",
    "\\ud83d",
    "null",
    "1e5",
    "-",
    " ",
    "\u0000",
    "é",
    "\"dist\":",
    "\"tarball\":\"/a\"",
    "\"versions\":{",
    "\"time\":",
    "\"name\":\"x\"",
    "\"1.0.0\":"
  };

  @Test
  void mutatedDocumentsAreIndexedOrMalformed() throws Exception {
    int indexed = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      var random = new Random(seed);
      var bytes = new OddPackument("x", random).json().getBytes(StandardCharsets.UTF_8);
      for (int left = random.nextInt(4); left >= 0; left--) {
        bytes = mutate(bytes, random);
      }
      indexed += indexes(seed, bytes) ? 1 : 0;
    }
    // Both outcomes must have been seen often, or this tests less than it says.
    assertThat(indexed).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
  }

  @Test
  void noiseIsMalformed() {
    for (int seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      var bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      indexes(seed, bytes);
    }
  }

  @Test
  void mutatedManifestsAreReadOrMalformed() {
    for (int seed = 0; seed < ROUNDS / 2; seed++) {
      var random = new Random(seed);
      var json = new OddPackument("x", random).manifestJson("1.0.0");
      var bytes = mutate(json.getBytes(StandardCharsets.UTF_8), random);
      try {
        var manifest = IndexedManifest.parse(bytes, Optional.empty());
        assertValid(seed, new PackumentSource.Versions(List.of(manifest), Map.of()), bytes);
      } catch (MalformedPackumentException expected) {
        // What it should be.
      } catch (RuntimeException | IOException | Error e) {
        fail("seed %d".formatted(seed), e);
      }
    }
  }

  private static boolean indexes(int seed, byte[] bytes) {
    try {
      var index =
          PackumentIndexer.index(
              new PackageName("x"), new ByteArrayInputStream(bytes), Documents.LIMITS);
      for (int i = 0; i < index.size(); i++) {
        index.facts(i);
      }
      assertValid(seed, new PackumentSource.Document(index), bytes);
      return true;
    } catch (MalformedPackumentException expected) {
      return false;
    } catch (RuntimeException | IOException | Error e) {
      return fail("seed %d".formatted(seed), e);
    }
  }

  private static void assertValid(int seed, PackumentSource source, byte[] document)
      throws IOException {
    for (var form : Form.values()) {
      var plan =
          PackumentPlan.packument(new PackageName("x"), List.of(source), form, Documents.BASE);
      var rendered = Documents.bytes(plan, List.of(document));
      assertThatCode(() -> ReferenceRenderer.JSON.readTree(rendered))
          .as("seed %d", seed)
          .doesNotThrowAnyException();
    }
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int length = Math.min(bytes.length - at, random.nextInt(40));
    var out = new ByteArrayOutputStream(bytes.length + 64);
    out.write(bytes, 0, at);
    switch (random.nextInt(6)) {
      case 0 -> out.write(random.nextInt(256));
      case 1 ->
          out.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
      case 2 -> out.write(bytes, at, length);
      case 3 -> out.writeBytes(new byte[] {(byte) random.nextInt(256), (byte) random.nextInt(256)});
      case 4 -> at = Math.min(at + length, bytes.length);
      default -> at = random.nextInt(bytes.length + 1);
    }
    out.write(bytes, at, bytes.length - at);
    return Arrays.copyOf(out.toByteArray(), Math.min(out.size(), LONGEST));
  }
}
