package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.ServiceException;
import dev.weir.resolve.Trouble;
import dev.weir.resolve.Trouble.Party;
import dev.weir.storage.CorruptBlobException;
import dev.weir.storage.StorageClosedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an origin's fault and our own are told to clients of AWS. */
class TroublesTest {
  @ParameterizedTest
  @CsvSource({
    "502, ORIGIN_FAILED, InternalServerException, 0",
    "504, ORIGIN_FAILED, InternalServerException, 0",
    "503, ORIGIN_REFUSED, ServiceUnavailable, 1",
    "503, BUSY, ServiceUnavailable, 1",
  })
  void aTroubleHasItsStatusAndANameThatIsTriedAgain(
      int status, Party party, String type, long retryAfter) {
    var told = Troubles.told(new Trouble(status, party, "words", Optional.empty()));

    assertThat(told.status().code()).isEqualTo(status);
    assertThat(told.type()).isEqualTo(type);
    assertThat(told.retryAfter()).isEqualTo(retryAfter);
    assertThat(told).hasMessage("words");
  }

  @Test
  void anOriginThatSaysWhenToComeBackIsPassedOn() {
    var wait = Optional.of(Duration.ofSeconds(60));

    var told = Troubles.told(new Trouble(503, Party.ORIGIN_REFUSED, "words", wait));

    assertThat(told.retryAfter()).isEqualTo(60);
  }

  @Test
  void whatStoresAreInTheMidstOfIsNoDefect() {
    assertThat(Troubles.told(new CompletionException(new StorageClosedException("closed"))))
        .isInstanceOfSatisfying(
            ServiceException.class, said -> assertThat(said.status().code()).isEqualTo(503));
    assertThat(Troubles.told(new CorruptBlobException("chunk 3")))
        .isInstanceOf(ServiceException.class);
  }

  @Test
  void aDefectStaysADefect() {
    var defect = new IllegalStateException("ours");

    assertThat(Troubles.told(defect)).isSameAs(defect);
  }
}
