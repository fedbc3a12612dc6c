package dev.weir.control;

import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;

/**
 * The one account of this daemon and its region, and the ARNs that are made of them.
 *
 * @param id 12 digits
 * @param region such as {@code us-east-1}
 */
public record Account(String id, String region) {
  String arn(DomainName domain) {
    return arn("codeartifact", "domain/" + domain);
  }

  String arn(RepositoryId repository) {
    return arn("codeartifact", "repository/" + repository);
  }

  /**
   * What stands where AWS names the key that a domain is encrypted with, if none was given. Nothing
   * is encrypted with it: it is there since clients expect one.
   */
  String defaultKeyArn() {
    return arn("kms", "alias/aws/codeartifact");
  }

  private String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, region, id, resource);
  }
}
