package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.ConnectionName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownAddressesTest {
  private static final ConnectionName CORP = new ConnectionName("corp");

  @TempDir Path data;

  @Test
  void rememberedAddressIsFoundByTheNextDaemon() {
    new KnownAddresses(data).remember(CORP, URI.create("http://old.example/"));
    new KnownAddresses(data).remember(ConnectionName.PUBLIC_NPMJS, URI.create("http://b.example/"));
    new KnownAddresses(data).remember(CORP, URI.create("http://a.example/npm/"));

    var known = new KnownAddresses(data);

    assertThat(known.find(CORP)).contains(URI.create("http://a.example/npm/"));
    assertThat(known.find(ConnectionName.PUBLIC_NPMJS)).contains(URI.create("http://b.example/"));
    assertThat(data.toFile().list()).containsExactly("known-addresses");
  }

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(new KnownAddresses(data).find(CORP)).isEmpty();
  }

  @Test
  void brokenLinesArePassedOver() throws IOException {
    var lines = "\ncorp\n corp\nother not-an-address\ncorp http://a.example\n";
    Files.writeString(data.resolve("known-addresses"), lines);

    var known = new KnownAddresses(data);

    assertThat(known.find(CORP)).contains(URI.create("http://a.example/"));
    assertThat(known.find(new ConnectionName("other"))).isEmpty();
  }

  @Test
  void folderThatIsMissingIsAFault() {
    var known = new KnownAddresses(data.resolve("missing"));

    assertThatThrownBy(() -> known.remember(CORP, URI.create("http://a.example/")))
        .isInstanceOf(UncheckedIOException.class);
  }
}
