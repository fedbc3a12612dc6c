package dev.weir.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.OverloadedException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The status that the audit log has of a purge. */
class PurgeStatusTest {
  @Test
  void isThatOfTheAnswer() {
    assertThat(ExtensionRoutes.status(null)).isEqualTo(HttpResponseStatus.OK);
    assertThat(ExtensionRoutes.status(new CompletionException(new OverloadedException("full"))))
        .isEqualTo(HttpResponseStatus.SERVICE_UNAVAILABLE);
    assertThat(ExtensionRoutes.status(new CompletionException(new NullPointerException())))
        .isEqualTo(HttpResponseStatus.INTERNAL_SERVER_ERROR);
  }
}
