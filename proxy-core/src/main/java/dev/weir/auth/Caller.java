package dev.weir.auth;

import dev.weir.http.ClientAddresses;
import dev.weir.http.Request;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who sent a request, as far as it says.
 *
 * @param principal {@code open} while everyone may do everything
 * @param accessKeyId which the request was signed with; not a secret, and not checked in {@code
 *     open} mode
 * @param from the client's address
 */
public record Caller(String principal, Optional<String> accessKeyId, String from) {
  /** Everyone's name in {@code open} mode. */
  public static final String OPEN = "open";

  /** {@code AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/codeartifact/aws4_request, …}. */
  private static final Pattern SIGNED =
      Pattern.compile("AWS4-HMAC-SHA256\\s+(?:.*,\\s*)?Credential=(\\w{1,128})/.*");

  /** The sender of {@code request} in {@code open} mode. */
  public static Caller open(Request request, ClientAddresses addresses) {
    var authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    var signed = SIGNED.matcher(authorization);
    return new Caller(
        OPEN,
        signed.matches() ? Optional.of(signed.group(1)) : Optional.empty(),
        addresses.of(request));
  }
}
