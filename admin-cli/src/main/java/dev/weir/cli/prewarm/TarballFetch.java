package dev.weir.cli.prewarm;

import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonReader;
import dev.weir.cli.lockfile.Integrity;
import dev.weir.cli.lockfile.Integrity.Algorithm;
import dev.weir.cli.lockfile.LockedPackage;
import dev.weir.cli.remote.Web;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a repository for the tarball of a package, reads it to its end and checks it. The repository
 * keeps what it gives. Thread-safe; blocks.
 */
final class TarballFetch {
  private static final int TRIES = 5;
  private static final Set<Integer> BUSY = Set.of(429, 503);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Map<String, String> HEADERS = Map.of("User-Agent", "weir-prewarm");

  private final Web web;
  private final String base;
  private final String path;

  /**
   * Asks one repository.
   *
   * @param base its address, with a slash at the end
   */
  TarballFetch(Web web, Target target, String base) {
    this.web = web;
    this.base = base;
    this.path = target.path();
  }

  Outcome of(LockedPackage wanted) throws InterruptedException {
    try {
      var reply = ask(wanted.tarballPath(), wanted);
      if (reply.statusCode() == 404) {
        var other = otherPath(wanted).filter(odd -> !odd.equals(wanted.tarballPath()));
        if (other.isPresent()) {
          reply = ask(other.get(), wanted);
        }
      }
      return judged(reply, wanted);
    } catch (IOException failed) {
      var words = Web.words(failed, URI.create(base));
      return Web.isUnreachable(failed) ? new Outcome.Gone(words) : new Outcome.Missing(words);
    }
  }

  private static Outcome judged(HttpResponse<HashedBody.Received> reply, LockedPackage wanted) {
    var body = reply.body();
    if (reply.statusCode() != 200) {
      return new Outcome.Missing(refusal(reply.statusCode(), body.beginning()));
    }
    var wrong = wanted.integrity().filter(integrity -> !integrity.allows(body.digest()));
    return wrong.isPresent()
        ? new Outcome.Missing(mismatch(wrong.get(), body.digest()))
        : new Outcome.There(body.bytes(), wanted.integrity().isPresent());
  }

  private static String mismatch(Integrity expected, String digest) {
    return "integrity: %s (expected: %s)".formatted(expected.text(digest), expected);
  }

  /**
   * Asks again while the daemon is too busy, and after a connection that broke off; not after one
   * that nothing came on, which took long enough.
   */
  private HttpResponse<HashedBody.Received> ask(String below, LockedPackage wanted)
      throws IOException, InterruptedException {
    var address = URI.create(base + below);
    for (int tried = 1; ; tried++) {
      try {
        var reply = web.get(address, HEADERS, head -> new HashedBody(hashing(wanted)));
        if (tried == TRIES || !BUSY.contains(reply.statusCode())) {
          return reply;
        }
        Thread.sleep(wait(reply).toMillis());
      } catch (IOException broken) {
        boolean patient = broken instanceof HttpTimeoutException;
        if (tried == TRIES || patient || Web.isUnreachable(broken)) {
          throw broken;
        }
      }
    }
  }

  private static MessageDigest hashing(LockedPackage wanted) {
    return wanted.integrity().map(Integrity::algorithm).orElse(Algorithm.SHA1).hashing();
  }

  private static Duration wait(HttpResponse<?> reply) {
    var asked =
        reply
            .headers()
            .firstValue("retry-after")
            .filter(text -> text.matches("[0-9]{1,6}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .orElse(SHORTEST_WAIT);
    return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
  }

  /** Where the package's manifest says that the tarball is, relative to the base. */
  private Optional<String> otherPath(LockedPackage wanted)
      throws IOException, InterruptedException {
    var answer = web.get(URI.create(base + wanted.manifestPath()), HEADERS);
    if (answer.status() != 200) {
      return Optional.empty();
    }
    try {
      var address = URI.create(JsonReader.read(answer.body()).text("dist", "tarball"));
      return Optional.ofNullable(address.getRawPath()).flatMap(this::below);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** The address of a proxy in front may differ from ours, but what comes behind is the same. */
  private Optional<String> below(String rawPath) {
    int at = rawPath.indexOf(path);
    return at < 0 ? Optional.empty() : Optional.of(rawPath.substring(at + path.length()));
  }

  private static String refusal(int status, String body) {
    var answered = "answered " + status;
    try {
      Json json = JsonReader.read(body);
      var words = json.text("error").isEmpty() ? json.text("message") : json.text("error");
      return words.isEmpty() ? answered : answered + ": " + words;
    } catch (IllegalArgumentException noJson) {
      return answered;
    }
  }
}
