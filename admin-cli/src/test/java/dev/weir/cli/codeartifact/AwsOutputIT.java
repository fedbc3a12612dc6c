package dev.weir.cli.codeartifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.FakeDaemon;
import dev.weir.cli.Weir;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Prints the same answers with Debian's AWS CLI 2.9 and with weir, which must come out the same to
 * the byte, and from the same requests. Without that CLI it is skipped, but not where {@code CI} is
 * {@code true}.
 */
class AwsOutputIT {
  private static final Path AWS = Path.of("/usr/bin/aws");

  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("dev.weir.cli.codeartifact.Answered#all")
  void weirPrintsWhatAwsPrints(Answered answered) throws IOException, InterruptedException {
    if (!"true".equals(System.getenv("CI"))) {
      Assumptions.assumeTrue(Files.isExecutable(AWS), "there is no " + AWS);
    }
    try (var forAws = FakeDaemon.start();
        var forWeir = FakeDaemon.start()) {
      answered.prepare(forAws);
      answered.prepare(forWeir);

      var theirs = aws(forAws, answered.line());
      var ours = Weir.of(forWeir).run(answered.line());

      assertThat(ours.err()).isEmpty();
      assertThat(ours.out()).isEqualTo(theirs);
      assertThat(targets(forWeir)).isEqualTo(targets(forAws));
    }
  }

  private static List<String> targets(FakeDaemon daemon) {
    return daemon.asked().stream().map(asked -> asked.method() + " " + asked.target()).toList();
  }

  private String aws(FakeDaemon daemon, List<String> line)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(AWS.toString(), "codeartifact"));
    command.addAll(line);
    command.addAll(List.of("--endpoint-url", daemon.url(), "--no-sign-request"));
    var out = home.resolve("out");
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(home.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("AWS_DEFAULT_REGION", "us-east-1");
    builder.environment().put("AWS_PAGER", "");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("TZ", "UTC");
    var process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(home.resolve("err"))).isZero();
    return new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
  }
}
