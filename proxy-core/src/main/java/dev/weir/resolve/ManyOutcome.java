package dev.weir.resolve;

import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import java.util.List;
import java.util.Optional;

/**
 * What became of a publish to several repositories, all or none.
 *
 * @param whole done if it was to one of them, unchanged if it was so in all; else the gravest of
 *     the refusals, and then nothing was done anywhere
 * @param name the package's; empty if the tarball did not say
 * @param version the version's; likewise
 * @param each in the order of names; none if the tarball itself was refused
 */
public record ManyOutcome(
    PublishOutcome whole, Optional<PackageName> name, Optional<String> version, List<To> each) {
  public ManyOutcome {
    each = List.copyOf(each);
  }

  /**
   * What became of it in one repository.
   *
   * @param outcome empty if nothing was against it here, but something was elsewhere
   */
  public record To(RepositoryId repository, Optional<PublishOutcome> outcome) {}

  /** The tarball cannot be published anywhere. */
  static ManyOutcome refused(PublishOutcome why) {
    return new ManyOutcome(why, Optional.empty(), Optional.empty(), List.of());
  }
}
