package dev.weir.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The table of clients in {@code docs/protocol.md} is the one that the tests make; {@code
 * -Dweir.docs.write=true} writes it.
 */
class ProtocolTest {
  private static final String BEGINS = "<!-- clients: made by ProtocolTest -->\n\n";
  private static final String ENDS = "\n<!-- end of clients -->";

  @Test
  void theTableOfClientsIsCurrent() throws IOException {
    var file = Checkout.root().resolve("docs/protocol.md");
    var text = Files.readString(file);
    int from = text.indexOf(BEGINS) + BEGINS.length();
    int to = text.indexOf(ENDS);
    if (Boolean.getBoolean("weir.docs.write")) {
      text = text.substring(0, from) + ClientTable.text() + text.substring(to);
      Files.writeString(file, text);
      to = text.indexOf(ENDS);
    }

    assertThat(text.substring(from, to)).isEqualTo(ClientTable.text());
  }

  @Test
  void everyClientIsTestedAndNoRowIsThereTwice() {
    var rows =
        ClientTable.tests().stream().map(test -> test.getAnnotation(ClientTest.class)).toList();

    assertThat(rows).hasSizeGreaterThan(10).extracting(ClientTest::value).doesNotHaveDuplicates();
    for (var row : rows) {
      assertThat(List.of(row.without())).hasSizeLessThan(Client.values().length);
    }
  }
}
