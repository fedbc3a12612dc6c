package dev.weir.compare.check;

import java.util.List;

/**
 * What a server sends for a workload's targets, in their order, after it was found right.
 *
 * @param etags one for each target, empty where there is none
 * @param wireBytes of each answer, head included
 */
public record Checked(List<String> etags, List<Long> wireBytes) {
  public Checked {
    etags = List.copyOf(etags);
    wireBytes = List.copyOf(wireBytes);
  }
}
