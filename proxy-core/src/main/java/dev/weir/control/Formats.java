package dev.weir.control;

import java.util.List;

/** The API's package formats, of which this server has npm. */
final class Formats {
  static final String NPM = "npm";

  static final List<String> ALL =
      List.of(NPM, "pypi", "maven", "nuget", "generic", "ruby", "swift", "cargo");

  private Formats() {}
}
