package dev.weir.storage.rocksdb;

import static dev.weir.storage.Stages.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.storage.BlobId;
import dev.weir.storage.Content;
import dev.weir.storage.Key;
import dev.weir.storage.Store;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one store must hold after a kill, from what the killed process said. */
final class KillNineExpectation {
  private final String store;
  private final Set<BlobId> there = new HashSet<>();
  private final Set<BlobId> uncertain = new HashSet<>();
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> tried = new HashMap<>();

  private int acknowledged;

  KillNineExpectation(String store) {
    this.store = store;
  }

  /** Takes a line such as {@code # blob cache r3-cache-7 1234 .} into account. */
  void hear(String line) {
    var words = line.split(" ", -1);
    if (words.length != 6
        || !words[0].equals("#")
        || !words[5].equals(".")
        || !words[2].equals(store)) {
      return;
    }
    acknowledged += words[1].startsWith("try-") ? 0 : 1;
    if (words[1].endsWith("record")) {
      hearRecord(words[1], words[3], words[4]);
    } else {
      var size = Integer.parseInt(words[4]);
      hearBlob(words[1], Content.id(KillNineWriter.content(words[3], size)));
    }
  }

  private void hearRecord(String event, String key, String value) {
    if (event.equals("try-record")) {
      tried.put(key, value);
    } else {
      tried.remove(key);
      values.put(key, value);
    }
  }

  private void hearBlob(String event, BlobId id) {
    switch (event) {
      case "try-blob" -> uncertain.add(id);
      case "blob" -> {
        uncertain.remove(id);
        there.add(id);
      }
      case "try-delete" -> {
        there.remove(id);
        uncertain.add(id);
      }
      case "delete" -> uncertain.remove(id);
      default -> throw new AssertionError("event: " + event);
    }
  }

  /** How many acknowledgements were heard, over all rounds. */
  int acknowledged() {
    return acknowledged;
  }

  /** Compares, and takes what was uncertain as it turned out. Answers the number of chunks left. */
  long check(Store found) {
    values.forEach((key, value) -> checkRecord(found, key, value));
    tried.forEach((key, value) -> values.put(key, record(found, key)));
    tried.clear();
    return checkBlobs(found);
  }

  private void checkRecord(Store found, String key, String value) {
    assertThat(record(found, key))
        .as("record %s of %s", key, store)
        .isIn(value, tried.getOrDefault(key, value));
  }

  private static String record(Store found, String key) {
    return await(found.records().get(KillNineWriter.TABLE, Key.of(key)))
        .map(record -> new String(record.value(), UTF_8))
        .orElse("none");
  }

  private long checkBlobs(Store found) {
    var visible = new HashSet<BlobId>();
    long bytes = 0;
    long chunks = 0;
    for (var blob : await(found.blobs().list(Optional.empty(), 10_000)).entries()) {
      visible.add(blob.id());
      bytes += blob.length();
      chunks += BlobLayout.of(0, blob.length()).chunks();
      assertThat(Content.id(Content.read(found.blobs(), blob.id()))).isEqualTo(blob.id());
    }
    assertThat(visible).as("acknowledged blobs of %s", store).containsAll(there);
    var surplus = new HashSet<>(visible);
    surplus.removeAll(there);
    assertThat(uncertain).as("blobs of %s that may be there", store).containsAll(surplus);
    assertThat(found.blobs().usage().blobs()).isEqualTo(visible.size());
    assertThat(found.blobs().usage().liveBytes()).isEqualTo(bytes);
    there.addAll(surplus);
    uncertain.clear();
    return chunks - thinOut(found);
  }

  /** Deletes most blobs, so that the rounds stay short. Answers how many chunks they had. */
  private long thinOut(Store found) {
    long chunks = 0;
    for (var blob : await(found.blobs().list(Optional.empty(), 10_000)).entries()) {
      if (there.size() > 5) {
        assertThat(await(found.blobs().delete(blob.id()))).isTrue();
        there.remove(blob.id());
        chunks += BlobLayout.of(0, blob.length()).chunks();
      }
    }
    return chunks;
  }
}
