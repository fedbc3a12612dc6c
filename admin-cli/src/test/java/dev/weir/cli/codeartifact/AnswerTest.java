package dev.weir.cli.codeartifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.json.JsonPrinter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.codeartifact.model.AssetSummary;
import software.amazon.awssdk.services.codeartifact.model.DescribeRepositoryResponse;
import software.amazon.awssdk.services.codeartifact.model.DomainDescription;
import software.amazon.awssdk.services.codeartifact.model.UpstreamRepositoryInfo;

/** Answers as JSON; {@link AwsOutputIT} compares more of them with the AWS CLI itself. */
class AnswerTest {
  @Test
  void membersAreNamedAndOrderedAsInTheApi() {
    var answer =
        DescribeRepositoryResponse.builder()
            .repository(
                repository ->
                    repository
                        .upstreams(UpstreamRepositoryInfo.builder().repositoryName("a").build())
                        .domainName("d1")
                        .name("r1"))
            .build();

    assertThat(json(answer))
        .isEqualTo(
            "{'repository':{'name':'r1','domainName':'d1','upstreams':[{'repositoryName':'a'}]}}");
  }

  @Test
  void emptyListIsShownAndAbsentOneIsNot() {
    var answer =
        DescribeRepositoryResponse.builder()
            .repository(repository -> repository.upstreams(List.of()))
            .build();

    assertThat(json(answer)).isEqualTo("{'repository':{'upstreams':[]}}");
  }

  @Test
  void timesAreInTheZoneOfTheUser() {
    var whole = DomainDescription.builder().createdTime(Instant.ofEpochSecond(1795416977)).build();
    var part =
        DomainDescription.builder().createdTime(Instant.ofEpochMilli(1795416977161L)).build();
    var india = new Answer(ZoneId.of("Asia/Kolkata"));

    assertThat(json(whole)).isEqualTo("{'createdTime':'2026-11-23T06:56:17+00:00'}");
    assertThat(json(part)).isEqualTo("{'createdTime':'2026-11-23T06:56:17.161000+00:00'}");
    assertThat(india.json(part).text("createdTime")).isEqualTo("2026-11-23T12:26:17.161000+05:30");
  }

  @Test
  void valueThatTheSdkDoesNotKnowIsShownAsItCame() {
    assertThat(json(DomainDescription.builder().status("Frozen").build()))
        .isEqualTo("{'status':'Frozen'}");
  }

  @Test
  void hashesHaveAnOrder() {
    var hashes = Map.of("SHA-512", "d", "MD5", "a", "SHA-256", "c", "SHA-1", "b");

    assertThat(json(AssetSummary.builder().hashesWithStrings(hashes).size(3L).build()))
        .isEqualTo("{'size':3,'hashes':{'MD5':'a','SHA-1':'b','SHA-256':'c','SHA-512':'d'}}");
  }

  private static String json(SdkPojo answer) {
    return JsonPrinter.print(new Answer(ZoneOffset.UTC).json(answer))
        .replaceAll("\n *", "")
        .replace(": ", ":")
        .replace('"', '\'');
  }
}
