package dev.weir.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileValueTest {
  @TempDir Path folder;
  private Path file;
  private final AtomicInteger reads = new AtomicInteger();

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("file"), "one");
  }

  @Test
  void aFileThatDoesNotChangeIsReadOnce() {
    var value = value(file);

    assertThat(value.value()).isEqualTo("one");
    assertThat(value.refresh()).isFalse();
    assertThat(value.refresh()).isFalse();
    assertThat(reads).hasValue(1);
  }

  @Test
  void aFileThatIsRewrittenOrReplacedHasAnotherValue() throws IOException {
    var value = value(file);

    Files.writeString(file, "longer");
    assertThat(value.refresh()).isTrue();
    assertThat(value.value()).isEqualTo("longer");

    var next = Files.writeString(folder.resolve("next"), "second");
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(value.refresh()).isTrue();
    assertThat(value.value()).isEqualTo("second");
  }

  @Test
  void aLinkThatLeadsElsewhereHasAnotherValue() throws IOException {
    var link = Files.createSymbolicLink(folder.resolve("link"), file);
    var value = value(link);
    var other = Files.writeString(folder.resolve("other"), "two");

    Files.delete(link);
    Files.createSymbolicLink(link, other);

    assertThat(value.refresh()).isTrue();
    assertThat(value.value()).isEqualTo("two");
  }

  @Test
  void aFileThatIsTouchedHasNoOtherValue() throws IOException {
    var value = value(file);

    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1000));

    assertThat(value.refresh()).isFalse();
    assertThat(reads).hasValue(2);
  }

  @Test
  void whatCannotBeUsedLeavesTheOldValueAndIsLookedAtOnce() throws IOException {
    var value = value(file);

    Files.writeString(file, "bad value");
    assertThat(value.refresh()).isFalse();
    assertThat(value.refresh()).isFalse();
    assertThat(reads).as("warned of once").hasValue(2);
    Files.delete(file);
    assertThat(value.refresh()).isFalse();
    assertThat(value.value()).isEqualTo("one");

    Files.writeString(file, "back");
    assertThat(value.refresh()).isTrue();
    assertThat(value.value()).isEqualTo("back");
  }

  @Test
  void atTheStartItMustBeUsable() throws IOException {
    Files.writeString(file, "bad s3cret");

    assertThatThrownBy(() -> value(file))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("the.key: ")
        .hasMessageEndingWith("(expected: a good value)")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> value(folder.resolve("missing")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("the.key")
        .hasMessageEndingWith("(expected: a file that can be read)");
  }

  private FileValue<String> value(Path path) {
    return new FileValue<>("the.key", path, this::read);
  }

  private String read(byte[] bytes) {
    reads.incrementAndGet();
    var text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith("bad")) {
      throw new IllegalArgumentException("a good value");
    }
    return text;
  }
}
