package dev.weir.control;

import dev.weir.catalog.Catalog;
import dev.weir.catalog.ResourcePolicy;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * Get, Put and Delete of the permission policies of domains and repositories. They are stored,
 * checked for their form and have revisions; nothing is decided by them yet.
 */
final class PolicyOperations {
  private final Catalog catalog;
  private final Account account;
  private final Absences absences;
  private final RandomGenerator random;

  PolicyOperations(ControlParts parts) {
    this.catalog = parts.catalog();
    this.account = parts.account();
    this.absences = new Absences(parts.account());
    this.random = parts.random();
  }

  /** The API's {@code ResourcePolicy}. */
  record PolicyForm(String resourceArn, String revision, String document) {}

  record PolicyAnswer(PolicyForm policy) {}

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.GET_DOMAIN_PERMISSIONS_POLICY, this::ofDomain);
    runs.put(Operation.PUT_DOMAIN_PERMISSIONS_POLICY, this::putOnDomain);
    runs.put(Operation.DELETE_DOMAIN_PERMISSIONS_POLICY, this::deleteFromDomain);
    runs.put(Operation.GET_REPOSITORY_PERMISSIONS_POLICY, this::ofRepository);
    runs.put(Operation.PUT_REPOSITORY_PERMISSIONS_POLICY, this::putOnRepository);
    runs.put(Operation.DELETE_REPOSITORY_PERMISSIONS_POLICY, this::deleteFromRepository);
  }

  private CompletionStage<Answer> ofDomain(Call call) {
    var name = call.fields().domain();
    var policy = absences.domain(catalog.snapshot(), name).policy();
    return CompletableFuture.completedStage(answer(name, policy));
  }

  /** The one operation whose domain stands in the body. */
  private CompletionStage<Answer> putOnDomain(Call call) {
    var name = call.fields().bodyDomain();
    var revision = call.fields().bodyText("policyRevision", Constraint.POLICY_REVISION);
    var policy = policy(call.fields());
    absences.domain(catalog.snapshot(), name);
    return catalog
        .change(name, domain -> domain.putPolicy(policy, revision.orElse(null)))
        .thenApply(change -> answer(name, change.after().policy()));
  }

  private CompletionStage<Answer> deleteFromDomain(Call call) {
    var name = call.fields().domain();
    var revision = revision(call.fields());
    absences.domain(catalog.snapshot(), name);
    return catalog
        .change(name, domain -> domain.deletePolicy(revision.orElse(null)))
        .thenApply(change -> answer(name, change.before().policy()));
  }

  private CompletionStage<Answer> ofRepository(Call call) {
    var id = call.fields().repository();
    var policy = absences.repository(catalog.snapshot(), id).policy();
    return CompletableFuture.completedStage(answer(id, policy));
  }

  private CompletionStage<Answer> putOnRepository(Call call) {
    var id = call.fields().repository();
    var revision = call.fields().bodyText("policyRevision", Constraint.POLICY_REVISION);
    var policy = policy(call.fields());
    absences.repository(catalog.snapshot(), id);
    return catalog
        .change(
            id.domain(), domain -> domain.putPolicy(id.repository(), policy, revision.orElse(null)))
        .thenApply(
            change ->
                answer(id, change.after().repository(id.repository()).flatMap(r -> r.policy())));
  }

  private CompletionStage<Answer> deleteFromRepository(Call call) {
    var id = call.fields().repository();
    var revision = revision(call.fields());
    absences.repository(catalog.snapshot(), id);
    return catalog
        .change(id.domain(), domain -> domain.deletePolicy(id.repository(), revision.orElse(null)))
        .thenApply(
            change ->
                answer(id, change.before().repository(id.repository()).flatMap(r -> r.policy())));
  }

  private ResourcePolicy policy(Fields fields) {
    var document = fields.requiredBodyText("policyDocument", Constraint.POLICY_DOCUMENT);
    PolicyDocument.check(document);
    return ResourcePolicy.fresh(document, random);
  }

  private static Optional<String> revision(Fields fields) {
    return fields.optional("policy-revision", Constraint.POLICY_REVISION);
  }

  private Answer answer(DomainName domain, Optional<ResourcePolicy> policy) {
    return policy
        .map(found -> answer(account.arn(domain), found))
        .orElseThrow(() -> none(ResourceKind.DOMAIN, domain.value()));
  }

  private Answer answer(RepositoryId repository, Optional<ResourcePolicy> policy) {
    return policy
        .map(found -> answer(account.arn(repository), found))
        .orElseThrow(() -> none(ResourceKind.REPOSITORY, repository.toString()));
  }

  private static Answer answer(String arn, ResourcePolicy policy) {
    return Answer.json(new PolicyAnswer(new PolicyForm(arn, policy.revision(), policy.document())));
  }

  private static ControlException none(ResourceKind kind, String id) {
    return ControlException.notFound(
        kind, id, "Policy not found. %s '%s' has no permissions policy".formatted(kind.wire(), id));
  }
}
