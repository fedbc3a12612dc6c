package dev.weir.control;

import dev.weir.catalog.CatalogSnapshot;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What an ARN in a request names: a domain or a repository. The account in it may be any, since all
 * are names of the one there is; the rest is compared as it stands.
 */
sealed interface ResourceArn {
  /** {@code arn:aws:codeartifact:us-east-1:123456789012:repository/my-domain/my-repo}. */
  Pattern FORM =
      Pattern.compile("arn:aws[a-z-]*:codeartifact:([a-z0-9-]+):[0-9]{12}:([a-z-]+)/(\\S+)");

  /** A domain. */
  record OfDomain(DomainName domain) implements ResourceArn {}

  /** A repository. */
  record OfRepository(RepositoryId repository) implements ResourceArn {
    @Override
    public DomainName domain() {
      return repository.domain();
    }
  }

  /** The domain that it is or lies in. */
  DomainName domain();

  /** Reads the query's {@code resourceArn}, which must be of something that can have tags. */
  static ResourceArn of(Fields fields, Account account) {
    var arn = fields.required("resourceArn", Constraint.ARN);
    var form = FORM.matcher(arn);
    if (!form.matches()) {
      throw bad(arn);
    }
    if (!form.group(1).equals(account.region())) {
      throw ControlException.notFound(
          arn, "Resource not found: this server's region is %s".formatted(account.region()));
    }
    return switch (form.group(2)) {
      case "domain" -> new OfDomain(domain(arn, form.group(3)));
      case "repository" -> new OfRepository(repository(arn, form.group(3)));
      case "package-group" ->
          throw ControlException.notFound(
              arn, "Package group not found: this version of Weir has no package groups");
      default -> throw bad(arn);
    };
  }

  /** Its tags; a domain or repository that is not there is a {@link ControlException}. */
  default Map<String, String> tags(CatalogSnapshot snapshot, Absences absences) {
    if (this instanceof OfRepository of) {
      return absences.repository(snapshot, of.repository()).tags();
    }
    return absences.domain(snapshot, domain()).tags();
  }

  private static DomainName domain(String arn, String name) {
    return valid(() -> new DomainName(name)).orElseThrow(() -> bad(arn));
  }

  private static RepositoryId repository(String arn, String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      throw bad(arn);
    }
    var domain = domain(arn, name.substring(0, slash));
    return valid(() -> new RepositoryId(domain, new RepositoryName(name.substring(slash + 1))))
        .orElseThrow(() -> bad(arn));
  }

  private static <T> Optional<T> valid(Supplier<T> name) {
    try {
      return Optional.of(name.get());
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private static ControlException bad(String arn) {
    return ControlException.field(
        "resourceArn", arn, "the ARN of a domain, repository or package group");
  }
}
