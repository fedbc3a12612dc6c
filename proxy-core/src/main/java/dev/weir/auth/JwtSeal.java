package dev.weir.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Date;
import java.util.Optional;

/**
 * Tokens as JSON Web Tokens (RFC 7519) with HMAC-SHA256.
 *
 * <pre>
 * {"typ":"JWT","alg":"HS256"}
 * {"iss":"weir","aud":"000000000000/my-domain","sub":"open","iat":1795417200,"exp":1795460400,"jti":"7f0c…"}
 * </pre>
 *
 * <p>A stranger's text is turned away by its looks, before anything in it is decoded: the header is
 * the only one that is ever made, so there is no algorithm to choose. Decoding base64 passes over
 * characters that don't belong there; so the signature must also read as it is written here. One
 * token could be written in many ways otherwise, and each would be remembered.
 */
final class JwtSeal implements TokenSeal {
  /** Room for a principal of the greatest length. */
  static final int MAX_LENGTH = 4096;

  private static final String ISSUER = "weir";
  private static final JWSHeader HEADER =
      new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
  private static final String PREFIX = HEADER.toBase64URL() + ".";

  private final JWSSigner signer;
  private final JWSVerifier verifier;

  /** Signs with {@code key}, which has 32 bytes. */
  JwtSeal(byte[] key) {
    try {
      this.signer = new MACSigner(key);
      this.verifier = new MACVerifier(key);
    } catch (JOSEException tooShort) {
      throw new IllegalArgumentException(
          "key: %d bytes (expected: 32)".formatted(key.length), tooShort);
    }
  }

  @Override
  public String seal(TokenClaims claims) {
    var token =
        new SignedJWT(
            HEADER,
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(claims.audience())
                .subject(claims.principal())
                .issueTime(Date.from(claims.issuedAt()))
                .expirationTime(Date.from(claims.expiresAt()))
                .jwtID(claims.id())
                .build());
    try {
      token.sign(signer);
    } catch (JOSEException broken) {
      throw new IllegalStateException("cannot sign", broken);
    }
    return token.serialize();
  }

  @Override
  public Optional<TokenClaims> open(String text) {
    if (text.length() > MAX_LENGTH || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      var token = SignedJWT.parse(text);
      boolean ours = token.verify(verifier) && text.equals(canonical(token));
      return ours ? Optional.of(claims(token.getJWTClaimsSet())) : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /** The text whose signature is written as {@link #seal} writes it. */
  private static String canonical(SignedJWT token) {
    var signature = Base64URL.encode(token.getSignature().decode());
    return token.getParsedParts()[0] + "." + token.getParsedParts()[1] + "." + signature;
  }

  /** What this made has all of them. */
  private static TokenClaims claims(JWTClaimsSet signed) {
    return new TokenClaims(
        signed.getAudience().get(0),
        signed.getSubject(),
        signed.getIssueTime().toInstant(),
        signed.getExpirationTime().toInstant(),
        signed.getJWTID());
  }
}
