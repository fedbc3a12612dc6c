package dev.weir.npm;

import java.util.Set;

/**
 * Versions that a policy keeps from clients. They are in no packument's versions, times or tags;
 * npm, which would otherwise only say that nothing matches, is told of them in a member of its own:
 *
 * <pre>
 * "policyRestrictions":{"message":"too new","versions":{"1.0.1":{…}}}
 * </pre>
 *
 * npm picks such a version only if no other will do, and then fails with 403 and the message.
 *
 * @param message for the user
 */
public record PolicyRestrictions(Set<String> versions, String message) {
  public static final PolicyRestrictions NONE = new PolicyRestrictions(Set.of(), "");

  public PolicyRestrictions {
    versions = Set.copyOf(versions);
  }
}
