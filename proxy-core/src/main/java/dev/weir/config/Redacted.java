package dev.weir.config;

import java.util.regex.Pattern;

/** Values as they may be printed. */
final class Redacted {
  private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");

  private Redacted() {}

  /** An address without the user and password that someone may have put into it. */
  static String address(String value) {
    return USER_INFO.matcher(value).replaceAll("//***@");
  }
}
