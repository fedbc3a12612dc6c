package dev.weir.catalog;

import dev.weir.catalog.CatalogException.Kind;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What hangs on a domain or repository and means nothing to the packages in it: tags and a
 * permission policy. Immutable. Methods that may refuse take the resource's name, for the message.
 *
 * @param tags by key, in the order of keys; at most {@link #MAX_TAGS}
 */
public record Attachments(SortedMap<String, String> tags, Optional<ResourcePolicy> policy) {
  /** AWS's limit; not a setting, since clients know it too. */
  public static final int MAX_TAGS = 200;

  public static final Attachments NONE = new Attachments(new TreeMap<>(), Optional.empty());

  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;

  public Attachments {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    tags.forEach(Attachments::check);
  }

  /** Adds tags; of keys that are there already, replaces the values. */
  Attachments tag(String resource, Map<String, String> added) {
    var all = new TreeMap<>(tags);
    all.putAll(added);
    if (all.size() > MAX_TAGS && all.size() > tags.size()) {
      throw new CatalogException(
          Kind.TOO_MANY_TAGS,
          resource,
          "tags of %s: %d (expected: <= %d)".formatted(resource, all.size(), MAX_TAGS));
    }
    return new Attachments(all, policy);
  }

  /** Takes tags off; keys that are not there are passed over. */
  Attachments untag(Collection<String> keys) {
    var rest = new TreeMap<>(tags);
    keys.forEach(rest::remove);
    return new Attachments(rest, policy);
  }

  Attachments putPolicy(String resource, ResourcePolicy put, @Nullable String expectedRevision) {
    if (expectedRevision != null) {
      checkRevision(resource, expectedRevision);
    }
    return new Attachments(tags, Optional.of(put));
  }

  Attachments deletePolicy(String resource, @Nullable String expectedRevision) {
    if (policy.isEmpty()) {
      throw new CatalogException(
          Kind.NO_POLICY, resource, "%s has no permission policy".formatted(resource));
    }
    if (expectedRevision != null) {
      checkRevision(resource, expectedRevision);
    }
    return new Attachments(tags, Optional.empty());
  }

  private void checkRevision(String resource, String expected) {
    var present = policy.map(ResourcePolicy::revision).orElse("none");
    if (!present.equals(expected)) {
      throw new CatalogException(
          Kind.REVISION_MISMATCH,
          resource,
          "policy revision of %s: %s (expected: %s)".formatted(resource, expected, present));
    }
  }

  private static void check(String key, String value) {
    int length = key.codePointCount(0, key.length());
    if (length < 1 || length > MAX_KEY) {
      throw new IllegalArgumentException(
          "tag key: %d characters (expected: 1 to %d)".formatted(length, MAX_KEY));
    }
    if (value.codePointCount(0, value.length()) > MAX_VALUE) {
      throw new IllegalArgumentException(
          "value of tag %s: more than %d characters (expected: <= %d)"
              .formatted(key, MAX_VALUE, MAX_VALUE));
    }
  }
}
