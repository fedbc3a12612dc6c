package dev.weir.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.testing.FuzzText;
import java.util.regex.Pattern;

/** Any path leads to a repository exactly if it has the form that addresses have. */
class RepositoryPathFuzzTest {
  private static final Pattern FORM =
      Pattern.compile(
          "(?s)/npm/([a-z][a-z0-9-]{0,48}[a-z0-9])/([A-Za-z0-9][A-Za-z0-9._-]{1,99})(?:/(.*))?");

  @FuzzTest(maxDuration = "")
  void isTakenApartAsTheReferenceDoes(byte[] data) {
    var path = String.join("\n", FuzzText.fields(data));

    var parsed = RepositoryPath.parse(path);

    var form = FORM.matcher(path);
    assertThat(parsed.isPresent()).as(path).isEqualTo(form.matches());
    if (parsed.isPresent()) {
      var repository = parsed.get().repository();
      assertThat(repository.domain().value()).isEqualTo(form.group(1));
      assertThat(repository.repository().value()).isEqualTo(form.group(2));
      assertThat(parsed.get().rest()).isEqualTo(form.group(3) == null ? "" : form.group(3));
    }
  }
}
