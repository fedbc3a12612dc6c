package dev.weir.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which issuers of certificates an origin may have. Made once and kept, since it reads the JVM's
 * own certificates; equal only to itself.
 */
public final class Trust {
  private static final Trust JVM = new Trust(factory(null));

  private final TrustManagerFactory factory;

  private Trust(TrustManagerFactory factory) {
    this.factory = factory;
  }

  /** Those that the JVM trusts. */
  public static Trust jvm() {
    return JVM;
  }

  /** Those that the JVM trusts, and these. */
  public static Trust also(Collection<X509Certificate> authorities) {
    try {
      var all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      int number = 0;
      for (var manager : JVM.factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager jvm) {
          for (var issuer : jvm.getAcceptedIssuers()) {
            all.setCertificateEntry("jvm-" + number++, issuer);
          }
        }
      }
      for (var authority : authorities) {
        all.setCertificateEntry("own-" + number++, authority);
      }
      return new Trust(factory(all));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrustManagerFactory factory(@Nullable KeyStore issuers) {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(issuers);
      return factory;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  TrustManagerFactory factory() {
    return factory;
  }
}
