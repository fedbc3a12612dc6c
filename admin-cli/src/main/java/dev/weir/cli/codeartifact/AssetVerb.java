package dev.weir.cli.codeartifact;

import dev.weir.cli.Session;
import dev.weir.cli.json.Json;
import dev.weir.cli.output.AnswerTable;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.codeartifact.model.GetPackageVersionAssetRequest;
import software.amazon.awssdk.services.codeartifact.model.GetPackageVersionAssetResponse;

/** {@code get-package-version-asset}: writes a file of a version to the path given last. */
final class AssetVerb implements Callable<Integer> {
  static final String NAME = "get-package-version-asset";

  private static final List<String> REQUIRED =
      Stream.concat(Operations.VERSION.stream(), Stream.of("asset")).toList();

  private final Supplier<Session> session;
  private final CommandSpec spec;

  private AssetVerb(Supplier<Session> session) {
    this.session = session;
    this.spec = CommandSpec.wrapWithoutInspection(this);
  }

  static CommandSpec spec(Supplier<Session> session, boolean whole) {
    var spec = new AssetVerb(session).spec.name(NAME);
    spec.usageMessage().description("Download a file of a version.").sortOptions(false);
    if (whole) {
      Options.of(GetPackageVersionAssetRequest.builder().sdkFields(), REQUIRED)
          .forEach(spec::addOption);
      spec.addPositional(
          PositionalParamSpec.builder()
              .type(String.class)
              .required(true)
              .index("0")
              .paramLabel("OUTFILE")
              .description("The file to write to.")
              .build());
    }
    return spec;
  }

  @Override
  public Integer call() {
    var run = session.get();
    var request = GetPackageVersionAssetRequest.builder();
    Options.fill(spec, request, run.surroundings().folder());
    var file = new OutputFile(run.surroundings().folder().resolve(outfile()));
    var answer =
        run.ask(
            daemon ->
                daemon.call(
                    "GetPackageVersionAsset",
                    client -> client.getPackageVersionAsset(request.build(), into(file))));
    Json.Members printed = new Answer(run.surroundings().zone()).json(answer);
    run.print(printed, AnswerTable::lines);
    return 0;
  }

  private String outfile() {
    return spec.commandLine().getParseResult().matchedPositionals().get(0).stringValues().get(0);
  }

  private static ResponseTransformer<GetPackageVersionAssetResponse, GetPackageVersionAssetResponse>
      into(OutputFile file) {
    return (answer, body) -> {
      file.write(body, length(answer.sdkHttpResponse()));
      return answer;
    };
  }

  private static OptionalLong length(SdkHttpResponse head) {
    return head.firstMatchingHeader("Content-Length")
        .map(digits -> OptionalLong.of(Long.parseLong(digits)))
        .orElse(OptionalLong.empty());
  }
}
