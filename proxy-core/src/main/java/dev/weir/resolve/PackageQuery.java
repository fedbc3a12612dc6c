package dev.weir.resolve;

import dev.weir.policy.OriginRestrictions;
import java.util.function.Predicate;

/** Which packages a listing shows. */
public record PackageQuery(NameFilter names, Predicate<OriginRestrictions> restrictions) {
  public static final PackageQuery ALL = new PackageQuery(NameFilter.ALL, any -> true);
}
