package dev.weir.cli.login;

import java.util.regex.Pattern;

/** Hides what must not be read over a shoulder or in the log of a build. */
final class Secrets {
  private static final Pattern SECRET =
      Pattern.compile(
          "((?:_authToken|_auth|_password|npmAuthToken|npmAuthIdent)[\"']?\\s*[=:]\\s*[\"']?)"
              + "[^\\s\"']+");

  private Secrets() {}

  /** The text in one line, with dots for secrets. */
  static String hidden(String entry) {
    var line = String.join(" ", entry.lines().map(String::strip).toList());
    return SECRET.matcher(line).replaceAll("$1…");
  }
}
