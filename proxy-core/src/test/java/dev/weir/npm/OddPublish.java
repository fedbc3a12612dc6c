package dev.weir.npm;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes documents that look much like publish documents, and splits them the slow way. */
final class OddPublish {
  private static final String[] KEYS = {
    "_attachments",
    "data",
    "x-1.0.0.tgz",
    "x-1.0.0.sigstore",
    "name",
    "versions",
    "length",
    "ü\"\\/"
  };
  private static final String[] TEXTS = {
    "",
    "AAAA",
    "+/+/",
    "QUJD",
    "QQ==",
    "QUI=",
    "*",
    "data",
    "_attachments",
    "{\"data\":\"\\\"",
    "a\\",
    "/"
  };

  private final Random random;

  OddPublish(Random random) {
    this.random = random;
  }

  /** With what chance has it at the root, and often a tarball where it belongs. */
  String json() {
    var root = object(3);
    if (random.nextInt(4) != 0) {
      var attachments = object(2);
      var attachment = object(1);
      attachment.put("data", base64());
      attachments.put("x-1.0.0.tgz", attachment);
      root.put("_attachments", attachments);
    }
    return OddJson.write(root, random);
  }

  /**
   * The document as a tree, from which it takes the tarball.
   *
   * @return the tarball, or null if there is none
   * @throws IllegalArgumentException if there are two, or what is no base64
   */
  static byte @Nullable [] takeTarball(JsonNode document) {
    byte[] tarball = null;
    for (var attachment : document.path("_attachments").properties()) {
      var data = attachment.getValue().path("data");
      if (data.isString() && !attachment.getKey().endsWith(".sigstore")) {
        if (tarball != null) {
          throw new IllegalArgumentException("two");
        }
        tarball = strictly(data.stringValue());
        ((ObjectNode) attachment.getValue()).put("data", "");
      }
    }
    return tarball;
  }

  private static byte[] strictly(String base64) {
    var content = Base64.getDecoder().decode(base64);
    if (!Base64.getEncoder().encodeToString(content).equals(base64)) {
      throw new IllegalArgumentException("no padding or stray bits");
    }
    return content;
  }

  private Map<String, Object> object(int depth) {
    var object = new LinkedHashMap<String, Object>();
    for (int left = random.nextInt(5); left > 0; left--) {
      object.put(KEYS[random.nextInt(KEYS.length)], value(depth - 1));
    }
    return object;
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 5)) {
      case 0 -> new OddJson.Raw("-12.50e+1");
      case 1 -> new OddJson.Raw("null");
      case 2, 3 -> TEXTS[random.nextInt(TEXTS.length)];
      case 4 -> base64();
      case 5 -> list(depth);
      default -> object(depth);
    };
  }

  private List<Object> list(int depth) {
    var list = new ArrayList<Object>();
    for (int left = random.nextInt(4); left > 0; left--) {
      list.add(value(depth - 1));
    }
    return list;
  }

  private String base64() {
    var content = new byte[random.nextInt(10) == 0 ? random.nextInt(40_000) : random.nextInt(20)];
    random.nextBytes(content);
    return Base64.getEncoder().encodeToString(content);
  }
}
