package dev.weir.policy;

/**
 * A package's origin controls in one repository: whether versions may be published there, and
 * whether they may come from upstreams and connections.
 */
public record OriginRestrictions(Restriction publish, Restriction upstream) {
  /** What a control says. */
  public enum Restriction {
    ALLOW,
    BLOCK
  }

  /** Nothing is forbidden: a package of which there is nothing yet. */
  public static final OriginRestrictions NONE =
      new OriginRestrictions(Restriction.ALLOW, Restriction.ALLOW);

  /**
   * CodeArtifact's defaults, fixed when a package's first version appears: a name that came from
   * outside must not be published to, and one that was published must not be taken from outside.
   */
  public static OriginRestrictions byFirst(OriginType first) {
    return switch (first) {
      case EXTERNAL -> new OriginRestrictions(Restriction.BLOCK, Restriction.ALLOW);
      case INTERNAL -> new OriginRestrictions(Restriction.ALLOW, Restriction.BLOCK);
      case UNKNOWN -> NONE;
    };
  }

  public boolean blocksPublish() {
    return publish == Restriction.BLOCK;
  }

  public boolean blocksUpstream() {
    return upstream == Restriction.BLOCK;
  }
}
