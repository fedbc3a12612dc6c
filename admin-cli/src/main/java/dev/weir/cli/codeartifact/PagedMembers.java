package dev.weir.cli.codeartifact;

import java.util.List;

/**
 * What the pages of a listing have.
 *
 * @param list the member that is cut into pages
 * @param common members that each page repeats, and that the whole answer has once, if only as null
 */
record PagedMembers(String list, List<String> common) {
  static PagedMembers of(String list, String... common) {
    return new PagedMembers(list, List.of(common));
  }
}
