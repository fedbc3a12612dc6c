package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;

/** The table of operations, held against the one in AWS's own client. */
class OperationTest {
  @Test
  void thereAreAllThatAwssClientHas() {
    var theirs =
        Arrays.stream(CodeartifactClient.class.getMethods())
            .map(java.lang.reflect.Method::getName)
            .filter(name -> !name.endsWith("Paginator") && !name.endsWith("AsBytes"))
            .filter(name -> !List.of("create", "builder", "close", "waiter").contains(name))
            .filter(name -> !List.of("serviceName", "serviceMetadata").contains(name))
            .filter(name -> !name.startsWith("serviceClient"))
            .filter(OperationTest::isNoObjectMethod)
            .map(name -> Character.toUpperCase(name.charAt(0)) + name.substring(1))
            .distinct()
            .toList();

    assertThat(Arrays.stream(Operation.values()).map(Operation::title).toList())
        .hasSize(48)
        .containsExactlyInAnyOrderElementsOf(theirs);
  }

  @Test
  void noTwoHaveTheSameMethodAndPath() {
    var seen = new TreeMap<String, Operation>();
    for (var operation : Operation.values()) {
      assertThat(seen.put(operation.method() + " " + operation.path(), operation))
          .as(operation.title())
          .isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPathIsBelowV1AndPlain(Operation operation) {
    assertThat(operation.path()).matches("/v1/[a-z_/-]*[a-z]").doesNotContain("//");
  }

  @Test
  void theIrregularOnesAreAsAwsHasThem() {
    assertThat(Operation.DELETE_REPOSITORY_PERMISSIONS_POLICY.path())
        .isEqualTo("/v1/repository/permissions/policies");
    assertThat(Operation.GET_REPOSITORY_PERMISSIONS_POLICY.path())
        .isEqualTo("/v1/repository/permissions/policy");
    assertThat(Operation.PUT_DOMAIN_PERMISSIONS_POLICY.takesBody()).isTrue();
    assertThat(Operation.LIST_DOMAINS.takesBody()).isTrue();
    assertThat(Operation.LIST_REPOSITORIES.takesBody()).isFalse();
    assertThat(Operation.UPDATE_PACKAGE_VERSIONS_STATUS.path())
        .isEqualTo("/v1/package/versions/update_status");
  }

  @ParameterizedTest
  @EnumSource
  void whatOnlyReadsDoesNotChange(Operation operation) {
    var title = operation.title();

    assertThat(operation.changes())
        .as(title)
        .isEqualTo(
            title.equals("GetAuthorizationToken") || !title.matches("(Get|List|Describe)[A-Z].*"));
  }

  private static boolean isNoObjectMethod(String name) {
    return Arrays.stream(Object.class.getMethods()).noneMatch(m -> m.getName().equals(name));
  }
}
