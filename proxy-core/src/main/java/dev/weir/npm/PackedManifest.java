package dev.weir.npm;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the manifest that npm publishes out of a {@code package.json}: what clients rely on to be
 * of one form in a packument. Pure.
 */
final class PackedManifest {
  private PackedManifest() {}

  /**
   * Changes {@code json} and answers it.
   *
   * @param gyp whether the package has a {@code binding.gyp}, which npm builds at an install
   */
  static ObjectNode of(ObjectNode json, boolean gyp) throws PublishRefusedException {
    if (isTrue(json.get("private"))) {
      throw PackedDocument.refused(
          "private: true (expected: it is not there; npm publishes no such package either)");
    }
    bin(json);
    bundled(json);
    if (gyp) {
      build(json);
    }
    return json;
  }

  /** {@code "bin":"cli.js"} is the command of the package's own name. */
  private static void bin(ObjectNode json) {
    var bin = json.get("bin");
    var name = json.get("name");
    if (bin != null && bin.isString() && name != null && name.isString()) {
      var text = name.stringValue();
      json.putObject("bin").put(text.substring(text.lastIndexOf('/') + 1), bin.stringValue());
    }
  }

  /** Two spellings are one, and {@code true} stands for all dependencies. */
  private static void bundled(ObjectNode json) {
    var other = json.remove("bundledDependencies");
    if (other != null && !json.has("bundleDependencies")) {
      json.set("bundleDependencies", other);
    }
    var bundle = json.get("bundleDependencies");
    if (isTrue(bundle)) {
      ArrayNode names = json.putArray("bundleDependencies");
      if (json.get("dependencies") instanceof ObjectNode dependencies) {
        dependencies.propertyNames().forEach(names::add);
      }
    } else if (bundle != null && !bundle.isArray()) {
      json.remove("bundleDependencies");
    }
  }

  /** Unless the package has its own way to build, or says that there is nothing to. */
  private static void build(ObjectNode json) {
    var gypfile = json.get("gypfile");
    if (gypfile != null && gypfile.isBoolean() && !gypfile.booleanValue()) {
      return;
    }
    var scripts =
        json.get("scripts") instanceof ObjectNode there ? there : json.putObject("scripts");
    if (!scripts.has("install") && !scripts.has("preinstall")) {
      scripts.put("install", "node-gyp rebuild");
      json.put("gypfile", true);
    }
  }

  private static boolean isTrue(@Nullable JsonNode value) {
    return value != null && value.isBoolean() && value.booleanValue();
  }
}
