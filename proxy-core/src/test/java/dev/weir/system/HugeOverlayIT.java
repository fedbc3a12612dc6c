package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.PublishedVersion;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codeartifact.model.AllowPublish;
import software.amazon.awssdk.services.codeartifact.model.AllowUpstream;

/** A version of our own over an origin's packument of 23 MB: a part is added, nothing is redone. */
@LeaksCheckedAfterAll
class HugeOverlayIT {
  private static final int DOCUMENT = 23_000_000;

  /** A copy of the document would be twice that. */
  private static final long MOST_KEPT = DOCUMENT / 2;

  @Test
  void theDocumentIsNeitherAskedForNorReadAgainNorKeptTwice() {
    try (var origin = FixtureRegistry.start()) {
      origin.add(FixturePackage.of("huge").versions(2_500).packumentBytes(DOCUMENT));
      try (var weir = WeirUnderTest.of(origin)) {
        open(weir);
        assertThat(weir.get("huge").statusCode()).isEqualTo(200);
        double bytes = weir.metric("weir_ingest_bytes_total");
        assertThat(bytes).isGreaterThan(DOCUMENT / 2.0);
        long before = heapInUse();

        for (int i = 0; i < 3; i++) {
          var version = PublishedVersion.of("huge", "999.0." + i);
          var answer = Publishing.put(weir, "huge", version.json());
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
          assertThat(lengthWith(weir, "\"999.0." + i + "\":{")).isGreaterThan(DOCUMENT / 2);
        }

        // What this test read itself may still be held by threads that are about to let it go.
        await()
            .untilAsserted(
                () ->
                    assertThat(heapInUse() - before)
                        .as("bytes kept in the heap")
                        .isLessThan(MOST_KEPT));
        assertThat(weir.metric("weir_ingest_bytes_total")).isEqualTo(bytes);
        assertThat(origin.requests("/huge")).isEqualTo(1);
      }
    }
  }

  private static int lengthWith(WeirUnderTest weir, String part) {
    var packument = weir.get("huge").body();
    assertThat(packument.contains(part)).as(part).isTrue();
    return packument.length();
  }

  private static long heapInUse() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  private static void open(WeirUnderTest weir) {
    try (var sdk = Sdk.of(weir)) {
      sdk.putPackageOriginConfiguration(
          r ->
              r.domain("local")
                  .repository("dev")
                  .format("npm")
                  .packageValue("huge")
                  .restrictions(c -> c.publish(AllowPublish.ALLOW).upstream(AllowUpstream.ALLOW)));
    }
  }
}
