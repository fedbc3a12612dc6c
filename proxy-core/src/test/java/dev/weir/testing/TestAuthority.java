package dev.weir.testing;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** Issues certificates that nobody trusts, made anew each time. */
public final class TestAuthority {
  private final X509Bundle root;

  private TestAuthority(X509Bundle root) {
    this.root = root;
  }

  public static TestAuthority make() {
    try {
      return new TestAuthority(
          valid(new CertificateBuilder())
              .subject("CN=Nobody's Authority " + System.nanoTime())
              .setIsCertificateAuthority(true)
              .buildSelfSigned());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public X509Certificate certificate() {
    return root.getCertificate();
  }

  /** Its certificate, as it stands in a file. */
  public String pem() {
    return root.getCertificatePEM();
  }

  /** A server's certificate and key, for localhost, 127.0.0.1 and these names. */
  public X509Bundle server(String... names) {
    return server(TestAuthority::valid, names);
  }

  /** The same, not valid any more. */
  public X509Bundle expired() {
    var now = Instant.now();
    return server(
        builder ->
            builder
                .notBefore(now.minus(Duration.ofDays(9)))
                .notAfter(now.minus(Duration.ofDays(2))));
  }

  private X509Bundle server(UnaryOperator<CertificateBuilder> validity, String... names) {
    try {
      var builder =
          validity
              .apply(new CertificateBuilder())
              .subject("CN=server")
              .addSanDnsName("localhost")
              .addSanIpAddress("127.0.0.1");
      for (var name : names) {
        builder.addSanDnsName(name);
      }
      return builder.buildIssuedBy(root);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a server of the JDK needs to show {@code identity}. */
  public static SSLContext context(X509Bundle identity) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(identity.toKeyManagerFactory().getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CertificateBuilder valid(CertificateBuilder builder) {
    var now = Instant.now();
    return builder.notBefore(now.minus(Duration.ofDays(1))).notAfter(now.plus(Duration.ofDays(9)));
  }
}
