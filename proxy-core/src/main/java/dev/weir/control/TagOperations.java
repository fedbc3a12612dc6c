package dev.weir.control;

import dev.weir.catalog.Catalog;
import dev.weir.catalog.Domain;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** TagResource, UntagResource, ListTagsForResource: of domains and repositories. */
final class TagOperations {
  private final Catalog catalog;
  private final Account account;
  private final Absences absences;

  TagOperations(ControlParts parts) {
    this.catalog = parts.catalog();
    this.account = parts.account();
    this.absences = new Absences(parts.account());
  }

  record TagsAnswer(List<Tag> tags) {}

  void addTo(Map<Operation, Run> runs) {
    runs.put(Operation.TAG_RESOURCE, this::tag);
    runs.put(Operation.UNTAG_RESOURCE, this::untag);
    runs.put(Operation.LIST_TAGS_FOR_RESOURCE, this::list);
  }

  private CompletionStage<Answer> tag(Call call) {
    var resource = ResourceArn.of(call.fields(), account);
    var tags = call.fields().requiredTags();
    resource.tags(catalog.snapshot(), absences);
    return changed(catalog.change(resource.domain(), domain -> tagged(domain, resource, tags)));
  }

  private CompletionStage<Answer> untag(Call call) {
    var resource = ResourceArn.of(call.fields(), account);
    var keys = call.fields().tagKeys();
    resource.tags(catalog.snapshot(), absences);
    return changed(catalog.change(resource.domain(), domain -> untagged(domain, resource, keys)));
  }

  private CompletionStage<Answer> list(Call call) {
    var tags = ResourceArn.of(call.fields(), account).tags(catalog.snapshot(), absences);
    return CompletableFuture.completedStage(
        Answer.json(
            new TagsAnswer(
                tags.entrySet().stream()
                    .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                    .toList())));
  }

  private static Domain tagged(Domain domain, ResourceArn resource, Map<String, String> tags) {
    return resource instanceof ResourceArn.OfRepository of
        ? domain.tag(of.repository().repository(), tags)
        : domain.tag(tags);
  }

  private static Domain untagged(Domain domain, ResourceArn resource, List<String> keys) {
    return resource instanceof ResourceArn.OfRepository of
        ? domain.untag(of.repository().repository(), keys)
        : domain.untag(keys);
  }

  private static CompletionStage<Answer> changed(CompletionStage<?> change) {
    return change.thenApply(done -> Answer.json(Map.of()));
  }
}
