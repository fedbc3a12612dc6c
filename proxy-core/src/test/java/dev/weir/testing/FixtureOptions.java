package dev.weir.testing;

import dev.weir.testing.documents.SigningKey;
import dev.weir.testing.server.Seen;

/**
 * How a {@link FixtureRegistry} behaves; the defaults are the public registry's ways. {@code port},
 * {@code basePath} and {@code seed} hold from the start on, the others may be changed while it
 * runs.
 *
 * @param port 0 for a free one
 * @param basePath where the registry begins; starts and ends with a slash
 * @param seed decides every made-up byte
 * @param cacheControl of packuments; empty for none
 * @param validators whether there are ETag and Last-Modified
 * @param gzip whether packuments are compressed for who accepts it
 * @param relay to be as bare as the mirrors that strip documents, headers, tags and 404 bodies
 * @param tarballHost where {@code dist.tarball} begins, ending with a slash, whatever really serves
 *     them; empty for this registry itself
 * @param token the bearer token without which every answer is 401; empty for none
 * @param keyId of the key in the document of signing keys
 */
public record FixtureOptions(
    int port,
    String basePath,
    long seed,
    String cacheControl,
    boolean validators,
    boolean gzip,
    boolean relay,
    String tarballHost,
    String token,
    String keyId) {
  public static final FixtureOptions DEFAULTS =
      new FixtureOptions(
          0, "/", 7, "public, max-age=300", true, true, false, "", "", SigningKey.ID);

  public FixtureOptions {
    if (!basePath.startsWith("/") || !basePath.endsWith("/")) {
      throw new IllegalArgumentException(
          "basePath: " + basePath + " (expected: a path between slashes)");
    }
  }

  public FixtureOptions port(int port) {
    return new FixtureOptions(
        port, basePath, seed, cacheControl, validators, gzip, relay, tarballHost, token, keyId);
  }

  public FixtureOptions basePath(String path) {
    return new FixtureOptions(
        port, path, seed, cacheControl, validators, gzip, relay, tarballHost, token, keyId);
  }

  public FixtureOptions seed(long seed) {
    return new FixtureOptions(
        port, basePath, seed, cacheControl, validators, gzip, relay, tarballHost, token, keyId);
  }

  public FixtureOptions cacheControl(String value) {
    return new FixtureOptions(
        port, basePath, seed, value, validators, gzip, relay, tarballHost, token, keyId);
  }

  public FixtureOptions validators(boolean on) {
    return new FixtureOptions(
        port, basePath, seed, cacheControl, on, gzip, relay, tarballHost, token, keyId);
  }

  public FixtureOptions gzip(boolean on) {
    return new FixtureOptions(
        port, basePath, seed, cacheControl, validators, on, relay, tarballHost, token, keyId);
  }

  public FixtureOptions relay(boolean on) {
    return new FixtureOptions(
        port, basePath, seed, cacheControl, validators, gzip, on, tarballHost, token, keyId);
  }

  public FixtureOptions tarballHost(String base) {
    return new FixtureOptions(
        port, basePath, seed, cacheControl, validators, gzip, relay, base, token, keyId);
  }

  public FixtureOptions token(String token) {
    return new FixtureOptions(
        port, basePath, seed, cacheControl, validators, gzip, relay, tarballHost, token, keyId);
  }

  public FixtureOptions keyId(String id) {
    return new FixtureOptions(
        port, basePath, seed, cacheControl, validators, gzip, relay, tarballHost, token, id);
  }

  boolean compresses() {
    return gzip && !relay;
  }

  boolean validates() {
    return validators && !relay;
  }

  boolean mayNot(Seen request) {
    return !token.isEmpty()
        && !request.header("authorization").orElse("").equals("Bearer " + token);
  }
}
