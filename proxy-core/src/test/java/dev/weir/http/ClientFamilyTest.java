package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientFamilyTest {
  @ParameterizedTest
  @CsvSource({
    "npm/11.19.1 node/v20.19.0 linux x64 workspaces/false, npm",
    "pnpm/12.21.0 npm/? node/? linux x64, pnpm",
    "yarn/1.22.22 npm/? node/v20.19.0 linux x64, yarn",
    "got (https://github.com/sindresorhus/got), yarn",
    "Bun/1.4.5, bun",
    "Deno/2.9.6, deno",
    "aws-cli/2.31.0 md/awscrt#0.27 ua/2.1 os/linux, aws",
    "aws-sdk-java/2.40.2 md/io#sync, aws",
    "aws-sdk-js/3.900.0, aws",
    "Boto3/1.40.0 md/Botocore#1.40.0, aws",
    "curl/8.14.1, other",
    "Mozilla/5.0 npm/11, other",
    "npm, other",
    "'', other",
  })
  void isReadFromTheFirstProduct(String userAgent, String tag) {
    assertThat(ClientFamily.of(userAgent).tag()).isEqualTo(tag);
  }
}
