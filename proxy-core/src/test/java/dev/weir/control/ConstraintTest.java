package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The shapes of the API: what is just allowed, and what is just not. */
class ConstraintTest {
  @ParameterizedTest
  @CsvSource({
    "ACCOUNT_ID, 000000000000",
    "ARN, arn:aws:codeartifact:us-east-1:000000000000:domain/d",
    "ARN, x",
    "ASSET_NAME, package.tgz",
    "ASSET_NAME, a b é",
    "DESCRIPTION, ''",
    "DESCRIPTION, 'é 😀 \"quoted\" <b>'",
    "DOMAIN_NAME, ab",
    "DOMAIN_NAME, a-1",
    "DOMAIN_NAME, a--b",
    "EXTERNAL_CONNECTION_NAME, public:npmjs",
    "EXTERNAL_CONNECTION_NAME, 0_",
    "PACKAGE_NAME, lodash",
    "PACKAGE_NAME, @types",
    "PACKAGE_NAMESPACE, types",
    "PACKAGE_VERSION, 1.0.0-rc.1+build",
    "PACKAGE_VERSION_REVISION, Ciqe5/9yicvkJT13b5/LdLpCyE6fqA7poa9qp+FilPs=",
    "PAGINATION_TOKEN, x",
    "POLICY_REVISION, =",
    "REPOSITORY_NAME, My_repo-1.0",
    "REPOSITORY_NAME, 0.",
    "REPOSITORY_PREFIX, m",
    "TAG_KEY, Cost Center",
    "TAG_VALUE, ''"
  })
  void whatIsAllowedComesBack(Constraint constraint, String value) {
    assertThat(constraint.check("field", value)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "ACCOUNT_ID, 00000000000",
    "ACCOUNT_ID, 0000000000000",
    "ACCOUNT_ID, 00000000000a",
    "ACCOUNT_ID, ٠٠٠٠٠٠٠٠٠٠٠٠",
    "ARN, ''",
    "ARN, arn:aws:codeartifact:a b",
    "ASSET_NAME, ''",
    "DOMAIN_NAME, a",
    "DOMAIN_NAME, 1a",
    "DOMAIN_NAME, -a",
    "DOMAIN_NAME, a-",
    "DOMAIN_NAME, My-domain",
    "DOMAIN_NAME, my_domain",
    "DOMAIN_NAME, my.domain",
    "DOMAIN_NAME, dömain",
    "DOMAIN_NAME, ../x",
    "EXTERNAL_CONNECTION_NAME, :x",
    "EXTERNAL_CONNECTION_NAME, p",
    "EXTERNAL_CONNECTION_NAME, public npmjs",
    "PACKAGE_NAME, a/b",
    "PACKAGE_NAME, a#b",
    "PACKAGE_NAME, a b",
    "PACKAGE_NAMESPACE, @a/b",
    "PACKAGE_VERSION, 1.0 0",
    "PACKAGE_VERSION, 1/0",
    "PACKAGE_VERSION_REVISION, a b",
    "PAGINATION_TOKEN, ''",
    "PAGINATION_TOKEN, a b",
    "POLICY_DOCUMENT, ''",
    "POLICY_REVISION, ''",
    "REPOSITORY_NAME, r",
    "REPOSITORY_NAME, .re",
    "REPOSITORY_NAME, -re",
    "REPOSITORY_NAME, r/e",
    "REPOSITORY_NAME, répo",
    "REPOSITORY_PREFIX, ''",
    "REPOSITORY_PREFIX, .",
    "TAG_KEY, ''"
  })
  void whatIsNotAllowedIsRefusedByNameAndValue(Constraint constraint, String value) {
    var error = Refused.by(() -> constraint.check("field", value)).error();

    assertThat(error).hasMessageStartingWith("field: " + value + " (expected: ");
  }

  @ParameterizedTest
  @CsvSource({
    "ACCOUNT_ID, 12, 0",
    "ARN, 1011, a",
    "ASSET_NAME, 255, é",
    "DESCRIPTION, 1000, 😀",
    "DOMAIN_NAME, 50, a",
    "EXTERNAL_CONNECTION_NAME, 100, a",
    "PACKAGE_NAME, 255, a",
    "PACKAGE_NAMESPACE, 255, a",
    "PACKAGE_VERSION, 255, 1",
    "PACKAGE_VERSION_REVISION, 50, a",
    "PAGINATION_TOKEN, 2000, a",
    "POLICY_DOCUMENT, 7168, ' '",
    "POLICY_REVISION, 100, a",
    "REPOSITORY_NAME, 100, a",
    "REPOSITORY_PREFIX, 100, a",
    "TAG_KEY, 128, 😀",
    "TAG_VALUE, 256, 😀"
  })
  void lengthsAreInCharactersUpToTheLast(Constraint constraint, int max, String character) {
    var longest = character.repeat(max);

    assertThat(constraint.check("field", longest)).isEqualTo(longest);
    assertThat(Refused.by(() -> constraint.check("field", longest + character)).error())
        .hasMessageContaining("field: ");
  }

  @ParameterizedTest
  @EnumSource
  void noShapeAllowsALineFeedOrAControlAtItsEnd(Constraint constraint) {
    if (constraint == Constraint.POLICY_DOCUMENT) {
      assertThat(constraint.check("field", "{\r\n\t}")).hasSize(5);
      Refused.by(() -> constraint.check("field", "{\u0000}"));
      return;
    }
    Refused.by(() -> constraint.check("field", "aa\n"));
    if (constraint != Constraint.DESCRIPTION && constraint != Constraint.TAG_VALUE) {
      Refused.by(() -> constraint.check("field", "\n"));
    }
  }

  @Test
  void theMessageNamesTheFieldTheValueAndTheRule() {
    Refused.by(() -> Constraint.DOMAIN_NAME.check("domain", "My_Bad"))
        .naming(
            "domain: My_Bad (expected: 2 to 50 characters, of a-z 0-9 -, a letter first, no -"
                + " last)");
    Refused.by(() -> Constraint.ACCOUNT_ID.check("domain-owner", "12"))
        .naming("domain-owner: 12 (expected: 12 digits)");
  }

  @Test
  void aLongOrUnprintableValueIsSaidBackShortAndClean() {
    var message =
        Refused.by(() -> Constraint.DOMAIN_NAME.check("domain", "\u001b[31m" + "x".repeat(9000)))
            .error()
            .getMessage();

    assertThat(message).hasSizeLessThan(300).startsWith("domain: ?[31mxxx").contains("…");
  }
}
