package dev.weir.npm;

import java.util.HashSet;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Registries' public keys: {@code {"keys":[{"keyid":"SHA256:…","key":"…"}]}}. */
public final class SigningKeys {
  private static final JsonMapper JSON = JsonMapper.shared();

  private SigningKeys() {}

  /** All keys of all answers, each of which is a JSON object; of equal {@code keyid} the first. */
  public static byte[] merge(List<byte[]> answers) {
    var known = new HashSet<String>();
    var all = JSON.createObjectNode();
    var keys = all.putArray("keys");
    for (var answer : answers) {
      for (var key : JSON.readTree(answer).path("keys")) {
        if (known.add(key.path("keyid").asString(""))) {
          keys.add(key);
        }
      }
    }
    return JSON.writeValueAsBytes(all);
  }
}
