package dev.weir.compare.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://registry.example/",
        "http://192.0.2.1:4873/",
        "http://10.0.0.1/",
        "http://0.0.0.0:80/",
        "http://[2001:db8::1]/",
        "http://127.0.0.1.registry.example/",
        "http://localhost.registry.example/",
        "http://localhost@registry.example/",
        "https://127.0.0.1/",
        "file:///etc/hosts",
        "mailto:someone@127.0.0.1"
      })
  void nothingButPlainHttpOnLoopbackIsATarget(String target) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Loopback.require(URI.create(target)))
        .withMessageContaining("expected: http:// and a loopback address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:4873/npm/local/dev",
        "http://127.9.9.9",
        "http://localhost:1/",
        "http://[::1]:80/"
      })
  void loopbackIsATarget(String target) {
    assertThat(Loopback.address(URI.create(target)).getAddress().isLoopbackAddress()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://registry.example/", "http://192.0.2.1/"})
  void wireDoesNotEvenConnectElsewhere(String target) {
    assertThatIllegalArgumentException().isThrownBy(() -> Wire.connect(URI.create(target)));
  }
}
