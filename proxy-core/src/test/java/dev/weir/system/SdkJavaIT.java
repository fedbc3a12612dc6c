package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;
import software.amazon.awssdk.services.codeartifact.model.CodeartifactException;
import software.amazon.awssdk.services.codeartifact.model.CodeartifactResponse;
import software.amazon.awssdk.services.codeartifact.model.ConflictException;
import software.amazon.awssdk.services.codeartifact.model.DomainDescription;
import software.amazon.awssdk.services.codeartifact.model.DomainStatus;
import software.amazon.awssdk.services.codeartifact.model.DomainSummary;
import software.amazon.awssdk.services.codeartifact.model.EndpointType;
import software.amazon.awssdk.services.codeartifact.model.PackageFormat;
import software.amazon.awssdk.services.codeartifact.model.RepositoryDescription;
import software.amazon.awssdk.services.codeartifact.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codeartifact.model.ResourceType;
import software.amazon.awssdk.services.codeartifact.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.codeartifact.model.Tag;
import software.amazon.awssdk.services.codeartifact.model.UpstreamRepository;
import software.amazon.awssdk.services.codeartifact.model.UpstreamRepositoryInfo;
import software.amazon.awssdk.services.codeartifact.model.ValidationException;
import software.amazon.awssdk.services.codeartifact.model.ValidationExceptionReason;

/**
 * The AWS SDK for Java v2 on each of its HTTP clients: the tutorial, every operation that does not
 * need a package, every field of its answer, and the exceptions that the SDK makes of errors.
 */
@LeaksCheckedAfterAll
class SdkJavaIT {
  /** The tutorial's; any account is another name of the one there is. */
  private static final String OWNER = "326213389784";

  private static final String ACCOUNT = "000000000000";
  private static final String ARN = "arn:aws:codeartifact:us-east-1:" + ACCOUNT + ":";
  private static final String POLICY =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Sid": "readers",
            "Effect": "Allow",
            "Principal": {"AWS": ["arn:aws:iam::123456789012:root"]},
            "Action": ["codeartifact:ReadFromRepository", "codeartifact:Describe*"],
            "Resource": "*"
          }
        ]
      }
      """;

  private static FixtureRegistry origin;
  private static WeirUnderTest weir;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start().add(FixturePackage.of("lodash").versions("4.17.21"));
    weir = WeirUnderTest.of(origin, "quota.repositories-per-domain=30", "quota.domains=20");
  }

  @AfterAll
  static void stop() {
    weir.close();
    origin.close();
  }

  @ParameterizedTest
  @EnumSource
  void theTutorial(JavaSdk sdk) {
    var domain = name("tutorial", sdk);
    try (var client = sdk.client(weir.url())) {
      client.createDomain(r -> r.domain(domain));
      client.createRepository(r -> r.domain(domain).domainOwner(OWNER).repository("my-repo"));
      client.createRepository(r -> r.domain(domain).domainOwner(OWNER).repository("npm-store"));
      client.associateExternalConnection(
          r ->
              r.domain(domain)
                  .domainOwner(OWNER)
                  .repository("npm-store")
                  .externalConnection("public:npmjs"));
      client.updateRepository(
          r ->
              r.domain(domain)
                  .domainOwner(OWNER)
                  .repository("my-repo")
                  .upstreams(upstream("npm-store")));
      var token = client.getAuthorizationToken(r -> r.domain(domain).domainOwner(OWNER));
      var endpoint =
          client.getRepositoryEndpoint(
              r -> r.domain(domain).domainOwner(OWNER).repository("my-repo").format("npm"));

      var packument = fetched(endpoint.repositoryEndpoint() + "lodash", token.authorizationToken());
      assertThat(packument.statusCode()).isEqualTo(200);
      assertThat(packument.body())
          .contains("\"" + endpoint.repositoryEndpoint() + "lodash/-/lodash-4.17.21.tgz\"");
      var tarball =
          fetched(
              endpoint.repositoryEndpoint() + "lodash/-/lodash-4.17.21.tgz",
              token.authorizationToken());
      assertThat(tarball.statusCode()).isEqualTo(200);

      client.deleteRepository(r -> r.domain(domain).domainOwner(OWNER).repository("my-repo"));
      client.deleteRepository(r -> r.domain(domain).domainOwner(OWNER).repository("npm-store"));
      var deleted = client.deleteDomain(r -> r.domain(domain).domainOwner(OWNER)).domain();
      assertThat(deleted.status()).isEqualTo(DomainStatus.DELETED);
      assertThat(notFound(() -> client.describeDomain(r -> r.domain(domain))).resourceId())
          .isEqualTo(domain);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDomainHasAllItsFields(JavaSdk sdk) {
    var name = name("fields", sdk);
    try (var client = sdk.client(weir.url())) {
      var begin = Instant.now().minusMillis(1);
      var answer = client.createDomain(r -> r.domain(name));
      var made = answer.domain();

      assertAnswered(answer);
      assertThat(made.name()).isEqualTo(name);
      assertThat(made.owner()).isEqualTo(ACCOUNT);
      assertThat(made.arn()).isEqualTo(ARN + "domain/" + name);
      assertThat(made.status()).isEqualTo(DomainStatus.ACTIVE);
      assertThat(made.createdTime()).isBetween(begin, Instant.now());
      assertThat(made.encryptionKey()).matches("arn:aws:kms:us-east-1:" + ACCOUNT + ":\\S+");
      assertThat(made.repositoryCount()).isZero();
      assertThat(made.assetSizeBytes()).isZero();

      client.createRepository(r -> r.domain(name).repository("one"));
      var described = client.describeDomain(r -> r.domain(name).domainOwner(OWNER)).domain();
      assertThat(described).isEqualTo(made.toBuilder().repositoryCount(1).build());
      assertThat(client.listDomainsPaginator(r -> r.maxResults(1)).domains())
          .filteredOn(listed -> listed.name().equals(name))
          .singleElement()
          .satisfies(listed -> assertSame(listed, made));

      client.deleteRepository(r -> r.domain(name).repository("one"));
      assertThat(client.deleteDomain(r -> r.domain(name)).domain())
          .isEqualTo(made.toBuilder().status(DomainStatus.DELETED).build());
      assertThat(client.deleteDomain(r -> r.domain(name)).domain()).as("gone already").isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDomainKeepsItsKeyAndItsTags(JavaSdk sdk) {
    var name = name("keys", sdk);
    var key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd";
    try (var client = sdk.client(weir.url())) {
      client.createDomain(r -> r.domain(name).encryptionKey(key).tags(tag("team", "web")));

      assertThat(client.describeDomain(r -> r.domain(name)).domain().encryptionKey())
          .isEqualTo(key);
      assertThat(tags(client, ARN + "domain/" + name)).containsExactly(tag("team", "web"));
      client.deleteDomain(r -> r.domain(name));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRepositoryHasAllItsFields(JavaSdk sdk) {
    var domain = name("repos", sdk);
    try (var client = sdk.client(weir.url())) {
      client.createDomain(r -> r.domain(domain));
      var base = client.createRepository(r -> r.domain(domain).repository("base")).repository();
      assertThat(base.description()).isNull();
      assertThat(base.hasUpstreams()).as("a list, though empty").isTrue();
      assertThat(base.hasExternalConnections()).isTrue();

      var begin = Instant.now().minusMillis(1);
      var answer =
          client.createRepository(
              r ->
                  r.domain(domain)
                      .domainOwner(OWNER)
                      .repository("My.app_1")
                      .description("Größe: 😀 \"all\" <b>")
                      .upstreams(upstream("base"))
                      .tags(tag("k", "v")));
      var made = answer.repository();

      assertAnswered(answer);
      assertThat(made.name()).isEqualTo("My.app_1");
      assertThat(made.administratorAccount()).isEqualTo(ACCOUNT);
      assertThat(made.domainName()).isEqualTo(domain);
      assertThat(made.domainOwner()).isEqualTo(ACCOUNT);
      assertThat(made.arn()).isEqualTo(ARN + "repository/" + domain + "/My.app_1");
      assertThat(made.description()).isEqualTo("Größe: 😀 \"all\" <b>");
      assertThat(upstreams(made)).containsExactly("base");
      assertThat(made.externalConnections()).isEmpty();
      assertThat(made.createdTime()).isBetween(begin, Instant.now());
      assertThat(client.describeRepository(r -> r.domain(domain).repository("My.app_1")))
          .extracting(described -> described.repository())
          .isEqualTo(made);
      assertThat(tags(client, made.arn())).containsExactly(tag("k", "v"));

      assertListed(client, domain, base, made);
      assertThat(client.deleteRepository(r -> r.domain(domain).repository("My.app_1")).repository())
          .as("as it was")
          .isEqualTo(made);
      assertThat(client.deleteRepository(r -> r.domain(domain).repository("My.app_1")).repository())
          .as("gone already")
          .isNull();
      tearDown(client, domain);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUpdateChangesWhatItNamesAndNothingElse(JavaSdk sdk) {
    var domain = name("update", sdk);
    try (var client = sdk.client(weir.url())) {
      client.createDomain(r -> r.domain(domain));
      for (var repository : List.of("one", "two", "app")) {
        client.createRepository(r -> r.domain(domain).repository(repository));
      }

      var first =
          client
              .updateRepository(
                  r ->
                      r.domain(domain)
                          .repository("app")
                          .upstreams(upstream("two"), upstream("one")))
              .repository();
      assertThat(upstreams(first)).as("in the order given").containsExactly("two", "one");

      var described =
          client
              .updateRepository(r -> r.domain(domain).repository("app").description("words"))
              .repository();
      assertThat(upstreams(described)).containsExactly("two", "one");
      assertThat(described.description()).isEqualTo("words");

      var replaced =
          client
              .updateRepository(r -> r.domain(domain).repository("app").upstreams(upstream("one")))
              .repository();
      assertThat(upstreams(replaced)).containsExactly("one");
      assertThat(replaced.description()).isEqualTo("words");

      var emptied =
          client
              .updateRepository(r -> r.domain(domain).repository("app").upstreams(List.of()))
              .repository();
      assertThat(emptied.upstreams()).isEmpty();
      assertThat(emptied.createdTime()).isEqualTo(first.createdTime());
      tearDown(client, domain);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionComesAndGoes(JavaSdk sdk) {
    var domain = name("connect", sdk);
    try (var client = sdk.client(weir.url())) {
      client.createDomain(r -> r.domain(domain));
      client.createRepository(r -> r.domain(domain).repository("store"));

      var answer =
          client.associateExternalConnection(
              r -> r.domain(domain).repository("store").externalConnection("public:npmjs"));

      assertAnswered(answer);
      assertThat(answer.repository().externalConnections())
          .singleElement()
          .satisfies(
              connection -> {
                assertThat(connection.externalConnectionName()).isEqualTo("public:npmjs");
                assertThat(connection.packageFormat()).isEqualTo(PackageFormat.NPM);
                // What AWS itself answers, though the model says "Available".
                assertThat(connection.statusAsString()).isEqualTo("AVAILABLE");
              });
      var conflict =
          conflict(
              () ->
                  client.associateExternalConnection(
                      r ->
                          r.domain(domain).repository("store").externalConnection("public:npmjs")));
      assertThat(conflict.resourceId()).isEqualTo(domain + "/store");

      var without =
          client.disassociateExternalConnection(
              r -> r.domain(domain).repository("store").externalConnection("public:npmjs"));
      assertThat(without.repository().externalConnections()).isEmpty();
      notFound(
          () ->
              client.disassociateExternalConnection(
                  r -> r.domain(domain).repository("store").externalConnection("public:npmjs")));
      tearDown(client, domain);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEndpointIsThisDaemonsAndEndsInASlash(JavaSdk sdk) {
    try (var client = sdk.client(weir.url())) {
      var answer =
          client.getRepositoryEndpoint(
              r ->
                  r.domain("local")
                      .repository("dev")
                      .format(PackageFormat.NPM)
                      .endpointType(EndpointType.DUALSTACK));

      assertAnswered(answer);
      assertThat(answer.repositoryEndpoint()).isEqualTo(weir.url() + "npm/local/dev/");
      var refused =
          invalid(
              () ->
                  client.getRepositoryEndpoint(
                      r -> r.domain("local").repository("dev").format(PackageFormat.PYPI)));
      assertThat(refused.awsErrorDetails().errorMessage()).startsWith("format: pypi");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTokenLastsAsLongAsItWasAskedFor(JavaSdk sdk) {
    try (var client = sdk.client(weir.url())) {
      var begin = Instant.now().minusSeconds(1);
      var standard = client.getAuthorizationToken(r -> r.domain("local"));
      var shortest = client.getAuthorizationToken(r -> r.domain("local").durationSeconds(900L));
      var zero = client.getAuthorizationToken(r -> r.domain("local").durationSeconds(0L));

      assertAnswered(standard);
      assertThat(standard.authorizationToken()).matches("\\S{20,2000}");
      assertThat(standard.expiration()).isBetween(begin.plus(Duration.ofHours(12)), soonAfter(12));
      assertThat(shortest.expiration())
          .isBetween(begin.plusSeconds(900), Instant.now().plusSeconds(901));
      assertThat(zero.expiration()).isAfter(Instant.now());
      assertThat(standard.authorizationToken()).isNotEqualTo(shortest.authorizationToken());
      for (var wrong : List.of(1L, 899L, 43_201L, -1L)) {
        var refused =
            invalid(
                () -> client.getAuthorizationToken(r -> r.domain("local").durationSeconds(wrong)));
        assertThat(refused.awsErrorDetails().errorMessage()).startsWith("duration: " + wrong);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void tagsAreAddedReplacedAndTakenOff(JavaSdk sdk) {
    var domain = name("tags", sdk);
    try (var client = sdk.client(weir.url())) {
      client.createDomain(r -> r.domain(domain));
      var repository =
          client.createRepository(r -> r.domain(domain).repository("repo")).repository().arn();
      for (var arn : List.of(ARN + "domain/" + domain, repository)) {
        assertThat(tags(client, arn)).isEmpty();
        assertAnswered(
            client.tagResource(
                r -> r.resourceArn(arn).tags(tag("b", "1"), tag("a", ""), tag("ü", "😀"))));
        client.tagResource(r -> r.resourceArn(arn).tags(tag("b", "2")));
        assertThat(tags(client, arn)).containsExactly(tag("a", ""), tag("b", "2"), tag("ü", "😀"));
        assertAnswered(client.untagResource(r -> r.resourceArn(arn).tagKeys("a", "ü", "no-such")));
        assertThat(tags(client, arn)).containsExactly(tag("b", "2"));
      }
      var missing = ARN + "repository/" + domain + "/none";
      assertThat(notFound(() -> client.listTagsForResource(r -> r.resourceArn(missing))))
          .extracting(ResourceNotFoundException::resourceType)
          .isEqualTo(ResourceType.REPOSITORY);
      invalid(() -> client.listTagsForResource(r -> r.resourceArn("no-arn")));
      tearDown(client, domain);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDomainsPolicyHasARevisionThatMustBeTheLast(JavaSdk sdk) {
    var domain = name("policy", sdk);
    try (var client = sdk.client(weir.url())) {
      client.createDomain(r -> r.domain(domain));
      notFound(() -> client.getDomainPermissionsPolicy(r -> r.domain(domain)));

      var answer =
          client.putDomainPermissionsPolicy(
              r -> r.domain(domain).domainOwner(OWNER).policyDocument(POLICY));
      var put = answer.policy();
      assertAnswered(answer);
      assertThat(put.resourceArn()).isEqualTo(ARN + "domain/" + domain);
      assertThat(put.document()).as("to the letter").isEqualTo(POLICY);
      assertThat(put.revision()).matches("\\S{1,50}");
      assertThat(client.getDomainPermissionsPolicy(r -> r.domain(domain)).policy()).isEqualTo(put);

      conflict(
          () ->
              client.putDomainPermissionsPolicy(
                  r -> r.domain(domain).policyDocument(POLICY).policyRevision("another")));
      var second =
          client
              .putDomainPermissionsPolicy(
                  r -> r.domain(domain).policyDocument(POLICY).policyRevision(put.revision()))
              .policy();
      assertThat(second.revision()).isNotEqualTo(put.revision());
      conflict(
          () ->
              client.deleteDomainPermissionsPolicy(
                  r -> r.domain(domain).policyRevision(put.revision())));
      assertThat(
              client
                  .deleteDomainPermissionsPolicy(
                      r -> r.domain(domain).policyRevision(second.revision()))
                  .policy())
          .as("as it was")
          .isEqualTo(second);
      notFound(() -> client.deleteDomainPermissionsPolicy(r -> r.domain(domain)));
      client.deleteDomain(r -> r.domain(domain));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRepositoryHasAPolicyOfItsOwn(JavaSdk sdk) {
    var domain = name("policies", sdk);
    try (var client = sdk.client(weir.url())) {
      client.createDomain(r -> r.domain(domain));
      client.createRepository(r -> r.domain(domain).repository("repo"));
      client.putDomainPermissionsPolicy(r -> r.domain(domain).policyDocument(POLICY));
      notFound(
          () -> client.getRepositoryPermissionsPolicy(r -> r.domain(domain).repository("repo")));

      var put =
          client
              .putRepositoryPermissionsPolicy(
                  r -> r.domain(domain).repository("repo").policyDocument(POLICY))
              .policy();
      assertThat(put.resourceArn()).isEqualTo(ARN + "repository/" + domain + "/repo");
      assertThat(
              client
                  .getRepositoryPermissionsPolicy(r -> r.domain(domain).repository("repo"))
                  .policy())
          .isEqualTo(put);
      conflict(
          () ->
              client.putRepositoryPermissionsPolicy(
                  r ->
                      r.domain(domain)
                          .repository("repo")
                          .policyDocument(POLICY)
                          .policyRevision("another")));
      var bad =
          invalid(
              () ->
                  client.putRepositoryPermissionsPolicy(
                      r -> r.domain(domain).repository("repo").policyDocument("{}")));
      assertThat(bad.awsErrorDetails().errorMessage()).startsWith("policyDocument: ");

      assertThat(
              client
                  .deleteRepositoryPermissionsPolicy(r -> r.domain(domain).repository("repo"))
                  .policy())
          .isEqualTo(put);
      assertThat(client.getDomainPermissionsPolicy(r -> r.domain(domain)).policy().document())
          .isEqualTo(POLICY);
      tearDown(client, domain);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyErrorIsAnExceptionOfItsOwn(JavaSdk sdk) {
    var domain = name("errors", sdk);
    try (var client = sdk.client(weir.url())) {
      client.createDomain(r -> r.domain(domain));
      client.createRepository(r -> r.domain(domain).repository("repo"));

      var again = conflict(() -> client.createDomain(r -> r.domain(domain)));
      assertThat(again.resourceId()).isEqualTo(domain);
      assertThat(again.resourceType()).isEqualTo(ResourceType.DOMAIN);
      var twice = conflict(() -> client.createRepository(r -> r.domain(domain).repository("repo")));
      assertThat(twice.resourceId()).isEqualTo(domain + "/repo");
      assertThat(twice.resourceType()).isEqualTo(ResourceType.REPOSITORY);
      assertThat(conflict(() -> client.deleteDomain(r -> r.domain(domain))))
          .extracting(error -> error.awsErrorDetails().errorMessage())
          .asString()
          .contains("Domain must contain 0 repositories before deletion");

      var missing =
          notFound(() -> client.describeRepository(r -> r.domain(domain).repository("none")));
      assertThat(missing.resourceId()).isEqualTo(domain + "/none");
      assertThat(missing.resourceType()).isEqualTo(ResourceType.REPOSITORY);
      var noDomain = notFound(() -> client.describeDomain(r -> r.domain("no-such-domain")));
      assertThat(noDomain.resourceId()).isEqualTo("no-such-domain");
      assertThat(noDomain.resourceType()).isEqualTo(ResourceType.DOMAIN);
      assertThat(noDomain.awsErrorDetails().errorMessage())
          .isEqualTo(
              "Domain not found. Domain 'no-such-domain' owned by account '%s' does not exist"
                  .formatted(ACCOUNT));

      var wrong = invalid(() -> client.createDomain(r -> r.domain("My_Bad")));
      assertThat(wrong.reason()).isEqualTo(ValidationExceptionReason.FIELD_VALIDATION_FAILED);
      assertThat(wrong.awsErrorDetails().errorMessage()).startsWith("domain: My_Bad (expected: ");
      tearDown(client, domain);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aQuotaIs402(JavaSdk sdk) {
    var domain = name("quota", sdk);
    try (var client = sdk.client(weir.url())) {
      client.createDomain(r -> r.domain(domain));
      for (int i = 0; i < 30; i++) {
        var repository = "repo-" + i;
        client.createRepository(r -> r.domain(domain).repository(repository));
      }

      var error =
          refusal(
              ServiceQuotaExceededException.class,
              () -> client.createRepository(r -> r.domain(domain).repository("one-more")));

      assertThat(error.statusCode()).isEqualTo(402);
      assertThat(error.resourceType()).isEqualTo(ResourceType.DOMAIN);
      assertThat(error.resourceId()).isEqualTo(domain);
      tearDown(client, domain);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatThisVersionDoesNotDoIsSaidOnceAndNotTriedAgain(JavaSdk sdk) {
    try (var client = sdk.client(weir.url())) {
      var error =
          invalid(() -> client.createPackageGroup(r -> r.domain("local").packageGroup("/npm/a/*")));

      assertThat(error.reason()).isEqualTo(ValidationExceptionReason.UNKNOWN_OPERATION);
      assertThat(error.awsErrorDetails().errorMessage()).startsWith("CreatePackageGroup: ");
      assertThat(error.numAttempts()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyAnswerAndEveryErrorHasARequestIdOfItsOwn(JavaSdk sdk) {
    var ids = new HashSet<String>();
    try (var client = sdk.client(weir.url())) {
      for (int i = 0; i < 5; i++) {
        ids.add(client.listDomains(r -> r.maxResults(1)).responseMetadata().requestId());
        ids.add(notFound(() -> client.describeDomain(r -> r.domain("no-such-domain"))).requestId());
      }
    }

    assertThat(ids).hasSize(10).allSatisfy(id -> assertThat(UUID.fromString(id)).isNotNull());
  }

  private static void assertListed(
      CodeartifactClient client, String domain, RepositoryDescription... repositories) {
    var inDomain = client.listRepositoriesInDomain(r -> r.domain(domain)).repositories();
    assertThat(inDomain).hasSize(repositories.length);
    for (var repository : repositories) {
      assertThat(inDomain)
          .filteredOn(listed -> listed.name().equals(repository.name()))
          .singleElement()
          .satisfies(
              listed -> {
                assertThat(listed.administratorAccount()).isEqualTo(ACCOUNT);
                assertThat(listed.domainName()).isEqualTo(domain);
                assertThat(listed.domainOwner()).isEqualTo(ACCOUNT);
                assertThat(listed.arn()).isEqualTo(repository.arn());
                assertThat(listed.description()).isEqualTo(repository.description());
                assertThat(listed.createdTime()).isEqualTo(repository.createdTime());
              });
    }
    assertThat(
            client
                .listRepositoriesInDomain(
                    r -> r.domain(domain).repositoryPrefix("My.").administratorAccount(ACCOUNT))
                .repositories())
        .hasSize(1);
    assertThat(
            client
                .listRepositoriesInDomain(r -> r.domain(domain).administratorAccount(OWNER))
                .repositories())
        .as("administered by another account")
        .isEmpty();
    assertThat(client.listRepositoriesPaginator(r -> r.repositoryPrefix("My.")).repositories())
        .anyMatch(listed -> listed.domainName().equals(domain));
  }

  private static void assertSame(DomainSummary listed, DomainDescription made) {
    assertThat(listed.owner()).isEqualTo(made.owner());
    assertThat(listed.arn()).isEqualTo(made.arn());
    assertThat(listed.status()).isEqualTo(made.status());
    assertThat(listed.createdTime()).isEqualTo(made.createdTime());
    assertThat(listed.encryptionKey()).isEqualTo(made.encryptionKey());
  }

  private static void assertAnswered(CodeartifactResponse answer) {
    assertThat(answer.sdkHttpResponse().statusCode()).isEqualTo(200);
    assertThat(answer.sdkHttpResponse().firstMatchingHeader("Content-Type"))
        .contains("application/json");
    assertThat(answer.responseMetadata().requestId()).isNotBlank();
  }

  private static ConflictException conflict(ThrowingCallable call) {
    var error = refusal(ConflictException.class, call);
    assertThat(error.statusCode()).isEqualTo(409);
    return error;
  }

  private static ResourceNotFoundException notFound(ThrowingCallable call) {
    var error = refusal(ResourceNotFoundException.class, call);
    assertThat(error.statusCode()).isEqualTo(404);
    return error;
  }

  private static ValidationException invalid(ThrowingCallable call) {
    var error = refusal(ValidationException.class, call);
    assertThat(error.statusCode()).isEqualTo(400);
    return error;
  }

  /** The exception that the SDK made of an error. */
  private static <T extends CodeartifactException> T refusal(Class<T> type, ThrowingCallable call) {
    var error = catchThrowableOfType(type, call);
    assertThat(error).as(type.getSimpleName()).isNotNull();
    assertThat(error.awsErrorDetails().errorCode()).isEqualTo(type.getSimpleName());
    assertThat(error.awsErrorDetails().errorMessage()).isNotBlank();
    assertThat(error.requestId()).isNotBlank();
    return error;
  }

  /** Deletes the domain with all that is in it. */
  private static void tearDown(CodeartifactClient client, String domain) {
    client
        .listRepositoriesInDomainPaginator(r -> r.domain(domain))
        .repositories()
        .forEach(found -> client.deleteRepository(r -> r.domain(domain).repository(found.name())));
    client.deleteDomain(r -> r.domain(domain));
  }

  private static HttpResponse<String> fetched(String url, String token) {
    return weir.send(
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static List<Tag> tags(CodeartifactClient client, String arn) {
    return client.listTagsForResource(r -> r.resourceArn(arn)).tags();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static UpstreamRepository upstream(String name) {
    return UpstreamRepository.builder().repositoryName(name).build();
  }

  private static List<String> upstreams(RepositoryDescription repository) {
    return repository.upstreams().stream().map(UpstreamRepositoryInfo::repositoryName).toList();
  }

  private static Instant soonAfter(int hours) {
    return Instant.now().plus(Duration.ofHours(hours)).plusSeconds(1);
  }

  private static String name(String prefix, JavaSdk sdk) {
    return prefix + "-" + sdk.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
