package dev.weir.testing.clients;

import java.util.List;

/** Bun publishes, and says who one is; it has nothing for what is published already. */
record BunPublishing() implements Publishing {
  @Override
  public List<String> publish(String version, String tag) {
    return List.of("publish", "--tag", tag);
  }

  @Override
  public List<String> whoami() {
    return List.of("pm", "whoami");
  }
}
