package dev.weir.policy;

/**
 * Decides where versions of a package may come from, in one repository. Pure. What else has a say,
 * such as a domain's package groups, joins here: blocked is what anything blocks.
 *
 * <p>Source: AWS CodeArtifact, "Editing package origin controls".
 */
public final class OriginControls {
  private OriginControls() {}

  /** What holds: as it was set, else by where the first version came from. */
  public static OriginRestrictions of(PackageFacts facts) {
    return facts
        .set()
        .or(() -> facts.first().map(OriginRestrictions::byFirst))
        .orElse(OriginRestrictions.NONE);
  }

  /**
   * What holds for a publish: a name that is declared private may be published and comes from
   * nowhere else, whatever came first, unless something was set.
   */
  public static OriginRestrictions ofPublish(PackageFacts facts) {
    return facts.declaredPrivate() && facts.set().isEmpty()
        ? OriginRestrictions.byFirst(OriginType.INTERNAL)
        : of(facts);
  }

  /**
   * Whether the name is ours: no origin may be told it, whichever repository of a search order is
   * connected to one. So it is if it was published here and is kept from upstreams, if it is kept
   * from them before there is a version, if an operator says that it is published here and not
   * elsewhere (ALLOW and BLOCK), whatever came first, if its first version came from another
   * repository of ours, and in a scope that is declared private.
   *
   * <p>CodeArtifact knows no such thing: there a connection beside the repository that blocks
   * upstreams would be asked all the same.
   */
  public static boolean isOurs(PackageFacts facts) {
    if (facts.declaredPrivate()) {
      return true;
    }
    var controls = of(facts);
    if (facts.set().isPresent() && controls.blocksUpstream() && !controls.blocksPublish()) {
      return true;
    } else if (facts.first().filter(OriginType.EXTERNAL::equals).isPresent()) {
      return false;
    }
    boolean fromOurs = facts.first().filter(OriginType.UNKNOWN::equals).isPresent();
    return controls.blocksUpstream() || fromOurs && facts.set().isEmpty();
  }
}
