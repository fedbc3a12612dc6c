package dev.weir.testing;

import dev.weir.testing.server.Page;
import dev.weir.testing.server.Seen;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** Conditional and range requests (RFC 9110, sections 13 and 14), applied to the whole page. */
final class Conditions {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  private Conditions() {}

  static String httpDate(Instant time) {
    return HTTP_DATE.format(time);
  }

  /** 304 if the client has this very page, else the page. */
  static Page unlessKnown(Page page, Seen request) {
    return known(page, request) ? new Page(304, page.headers(), new byte[0]) : page;
  }

  private static boolean known(Page page, Seen request) {
    var tag = page.headers().get("ETag");
    var asked = request.header("if-none-match");
    if (asked.isPresent()) {
      return tag != null
          && Arrays.stream(asked.get().split(",", -1)).map(String::strip).anyMatch(tag::equals);
    }
    var modified = page.headers().get("Last-Modified");
    return modified != null
        && request
            .header("if-modified-since")
            .filter(since -> notAfter(modified, since))
            .isPresent();
  }

  private static boolean notAfter(String modified, String since) {
    try {
      return !time(modified).isAfter(time(since));
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static Instant time(String date) {
    return ZonedDateTime.parse(date, HTTP_DATE).toInstant();
  }

  /** 206 or 416 if one range is asked for, else the page. */
  static Page ranged(Page page, Seen request) {
    var range = RANGE.matcher(request.header("range").orElse(""));
    if (page.status() != 200 || !range.matches() || outdated(page, request)) {
      return page;
    }
    int size = page.body().length;
    boolean suffix = range.group(1).isEmpty();
    long first = suffix ? Math.max(0, size - number(range.group(2))) : number(range.group(1));
    long last =
        suffix || range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, number(range.group(2)));
    if (first >= size || first > last) {
      return Page.empty(416).header("Content-Range", "bytes */" + size);
    }
    var part = Arrays.copyOfRange(page.body(), (int) first, (int) last + 1);
    return new Page(206, page.headers(), part)
        .header("Content-Range", "bytes %d-%d/%d".formatted(first, last, size));
  }

  private static boolean outdated(Page page, Seen request) {
    var tag = page.headers().get("ETag");
    return request.header("if-range").filter(asked -> !asked.equals(tag)).isPresent();
  }

  private static long number(String digits) {
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }
}
