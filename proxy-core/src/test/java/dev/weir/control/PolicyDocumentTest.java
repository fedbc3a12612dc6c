package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a policy, and what is said of the rest. */
class PolicyDocumentTest {
  private static final String STATEMENT =
      "{'Effect':'Allow','Principal':'*','Action':'codeartifact:*','Resource':'*'}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Statement':" + STATEMENT + "}",
        "{'Version':'2012-10-17','Id':'x','Statement':[" + STATEMENT + "," + STATEMENT + "]}",
        "{'Statement':{'Sid':'s','Effect':'Deny','Principal':{'AWS':['arn:aws:iam::1:root','1']},"
            + "'Action':['codeartifact:ReadFromRepository','sts:Get*'],"
            + "'Resource':['arn:aws:codeartifact:us-east-1:1:repository/d/r'],"
            + "'Condition':{'StringEquals':{'aws:PrincipalOrgID':['o-1']}}}}",
        "{'Statement':{'Effect':'Allow','NotPrincipal':{'AWS':'1'},'NotAction':'*','NotResource':'*'}}",
      })
  void aWellFormedPolicyIsTaken(String policy) {
    assertThatCode(() -> PolicyDocument.check(policy.replace('\'', '"')))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not json                             | a JSON object, each member once",
        "[]                                   | a JSON object, each member once",
        "{'Statement':[],'Statement':[]}      | a JSON object, each member once",
        "{}                                   | no Statement",
        "{'Statement':[]}                     | Statement: []",
        "{'Statement':'x'}                    | Statement: \"x\"",
        "{'Version':'2020','Statement':{}}    | Version: \"2020\"",
        "{'Statements':{}}                    | only the members Id, Statement, Version",
        "{'Statement':[7]}                    | Statement[0]: 7",
        "{'Statement':{}}                     | no Statement.Effect",
        "{'Statement':{'Effect':'Permit'}}    | Statement.Effect: \"Permit\"",
        "{'Statement':{'Effect':'Allow'}}     | no Statement.Principal",
        "{'Statement':{'Effect':'Allow','Principal':'me'}} | Statement.Principal: \"me\"",
        "{'Statement':{'Effect':'Allow','Principal':{'You':'1'}}} | Statement.Principal.You",
        "{'Statement':{'Effect':'Allow','Principal':'*'}} | no Statement.Action",
        "{'Statement':{'Effect':'Allow','Principal':'*','Action':'read'}} | Statement.Action: \"read\"",
        "{'Statement':{'Effect':'Allow','Principal':'*','Action':'*','NotAction':'*'}} | Statement.NotAction",
        "{'Statement':{'Effect':'Allow','Principal':'*','Action':'*'}} | no Statement.Resource",
        "{'Statement':{'Effect':'Allow','Principal':'*','Action':'*','Resource':'x'}} | Statement.Resource: \"x\"",
        "{'Statement':{'Effect':'Allow','Sid':1}} | Statement.Sid: 1",
        "{'Statement':{'Effect':'Allow','Condition':'x'}} | Statement.Condition: \"x\"",
      })
  void aMistakeIsToldWithItsPlace(String policy, String told) {
    assertThatThrownBy(() -> PolicyDocument.check(policy.replace('\'', '"')))
        .isInstanceOf(ControlException.class)
        .hasMessageStartingWith("policyDocument: ")
        .hasMessageContaining(told);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 7000})
  void deepNestingIsNoPolicyAndNoOverflow(int depth) {
    assertThatThrownBy(() -> PolicyDocument.check("{\"Statement\":" + "[".repeat(depth)))
        .isInstanceOf(ControlException.class);
  }
}
