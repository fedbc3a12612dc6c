package dev.weir.npm;

import dev.weir.model.PackageName;

/**
 * That a version wants a package.
 *
 * @param requirement the range as the manifest has it
 */
public record Dependency(PackageName name, Kind kind, String requirement) {
  /** In which of a manifest's members it stands. */
  public enum Kind {
    REGULAR("dependencies"),
    DEV("devDependencies"),
    PEER("peerDependencies"),
    OPTIONAL("optionalDependencies");

    private final String member;

    Kind(String member) {
      this.member = member;
    }

    String member() {
      return member;
    }
  }
}
