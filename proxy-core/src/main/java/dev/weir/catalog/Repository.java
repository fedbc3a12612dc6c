package dev.weir.catalog;

import dev.weir.model.ConnectionName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One repository. What holds between repositories (no cycles, known upstreams, the limits) is
 * {@link DomainRules}' to check.
 *
 * @param description free text, at most 1,000 characters
 * @param upstreams of the same domain, first asked first
 * @param connection the registry outside that this repository leads to
 * @param attachments its tags and permission policy
 */
public record Repository(
    RepositoryId id,
    String description,
    List<RepositoryName> upstreams,
    Optional<ConnectionName> connection,
    Attachments attachments,
    Instant createdAt) {
  public static final int MAX_DESCRIPTION = 1000;

  public Repository {
    upstreams = List.copyOf(upstreams);
    int length = description.codePointCount(0, description.length());
    if (length > MAX_DESCRIPTION) {
      throw new IllegalArgumentException(
          "description: %d characters (expected: <= %d)".formatted(length, MAX_DESCRIPTION));
    }
  }

  /** A repository without tags and policy. */
  Repository(
      RepositoryId id,
      String description,
      List<RepositoryName> upstreams,
      Optional<ConnectionName> connection,
      Instant createdAt) {
    this(id, description, upstreams, connection, Attachments.NONE, createdAt);
  }

  public RepositoryName name() {
    return id.repository();
  }

  public SortedMap<String, String> tags() {
    return attachments.tags();
  }

  public Optional<ResourcePolicy> policy() {
    return attachments.policy();
  }

  Repository describedAs(String newDescription) {
    return new Repository(id, newDescription, upstreams, connection, attachments, createdAt);
  }

  Repository withUpstreams(List<RepositoryName> newUpstreams) {
    return new Repository(id, description, newUpstreams, connection, attachments, createdAt);
  }

  Repository withoutUpstream(RepositoryName gone) {
    return upstreams.contains(gone)
        ? withUpstreams(upstreams.stream().filter(name -> !name.equals(gone)).toList())
        : this;
  }

  Repository connectedTo(ConnectionName newConnection) {
    return new Repository(
        id, description, upstreams, Optional.of(newConnection), attachments, createdAt);
  }

  Repository disconnected() {
    return new Repository(id, description, upstreams, Optional.empty(), attachments, createdAt);
  }

  Repository with(Attachments newAttachments) {
    return new Repository(id, description, upstreams, connection, newAttachments, createdAt);
  }
}
