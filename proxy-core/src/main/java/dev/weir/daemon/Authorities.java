package dev.weir.daemon;

import dev.weir.config.ConnectionSettings;
import dev.weir.upstream.Trust;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Reads the issuers of certificates that a connection trusts beside the JVM's. */
final class Authorities {
  private Authorities() {}

  /** Certificates, and the trust that they make. Equal if the certificates are. */
  static final class Issuers {
    private final List<X509Certificate> certificates;
    private final Trust trust;

    private Issuers(List<X509Certificate> certificates) {
      this.certificates = certificates;
      this.trust = Trust.also(certificates);
    }

    Trust trust() {
      return trust;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Issuers issuers && issuers.certificates.equals(certificates);
    }

    @Override
    public int hashCode() {
      return certificates.hashCode();
    }
  }

  /**
   * What {@code ca-file} holds, if there is one.
   *
   * @throws StartException if it is not usable
   */
  static Optional<FileValue<Issuers>> of(String connection, ConnectionSettings settings) {
    var key = "external-connections.\"" + connection + "\".ca-file";
    return settings
        .caFile()
        .map(file -> new FileValue<>(key, Path.of(file), bytes -> new Issuers(parsed(bytes))));
  }

  private static List<X509Certificate> parsed(byte[] bytes) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var certificates =
          factory.generateCertificates(new ByteArrayInputStream(bytes)).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException("certificates in PEM, of which it has none");
      }
      return certificates;
    } catch (CertificateException broken) {
      throw new IllegalArgumentException("certificates in PEM", broken);
    }
  }
}
