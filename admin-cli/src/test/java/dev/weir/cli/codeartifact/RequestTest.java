package dev.weir.cli.codeartifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.FakeDaemon;
import dev.weir.cli.Weir;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What each verb asks: the requests of the AWS CLI with the same words. */
class RequestTest {
  private final FakeDaemon daemon = FakeDaemon.start();

  @AfterEach
  void stop() {
    daemon.close();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "requests.csv", delimiter = '|', quoteCharacter = '`')
  void verbAsksWhatAwsAsks(String line, String method, String target, @Nullable String body) {
    var run = Weir.of(daemon).run(Arrays.asList(line.split(" +")));

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(daemon.asked()).hasSize(1);
    var asked = daemon.asked().get(0);
    assertThat(asked.method() + " " + asked.target()).isEqualTo(method + " " + target);
    assertThat(asked.body()).isEqualTo(body == null ? "" : body);
  }

  @Test
  void nothingIsSignedAndNoConfigurationOfAwsIsRead() {
    Weir.of(daemon).run("list-domains");

    assertThat(daemon.asked().get(0).headers().keySet())
        .doesNotContain("Authorization", "X-amz-security-token");
  }

  @Test
  void pathOfAProxyIsKept() {
    Weir.of(daemon.url() + "/proxied/").run("describe-domain", "--domain", "my-domain");

    assertThat(daemon.asked().get(0).target()).isEqualTo("/proxied/v1/domain?domain=my-domain");
  }
}
