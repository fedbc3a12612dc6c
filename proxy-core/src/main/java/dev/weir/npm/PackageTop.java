package dev.weir.npm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the members of a package itself, as the full packument has them beside its versions: those
 * of its latest version's manifest, and its readme.
 */
public final class PackageTop {
  private static final String MAINTAINERS = "maintainers";

  private static final List<String> TAKEN =
      List.of(
          "description",
          MAINTAINERS,
          "author",
          "contributors",
          "keywords",
          "repository",
          "homepage",
          "bugs",
          "license",
          "readmeFilename");

  /**
   * Whom a package belongs to that names nobody: everyone may publish, and is called that. Clients
   * want somebody to list.
   */
  private static final String EVERYONE = "\"maintainers\":[{\"name\":\"open\",\"email\":\"\"}]";

  private PackageTop() {}

  /**
   * A JSON object.
   *
   * @param manifest of the version, as it is stored
   */
  public static String of(byte[] manifest, Optional<String> readme) {
    var members = new ArrayList<String>();
    boolean maintained = false;
    try {
      for (var member : JsonMembers.of(manifest)) {
        maintained |= member.name().equals(MAINTAINERS);
        if (TAKEN.contains(member.name())) {
          members.add(
              new String(
                  manifest, member.from(), member.to() - member.from(), StandardCharsets.UTF_8));
        }
      }
    } catch (MalformedPackumentException impossible) {
      throw new IllegalStateException("a manifest that was read before", impossible);
    }
    if (!maintained) {
      members.add(EVERYONE);
    }
    readme.ifPresent(text -> members.add("\"readme\":" + JsonText.string(text)));
    return "{" + String.join(",", members) + "}";
  }
}
