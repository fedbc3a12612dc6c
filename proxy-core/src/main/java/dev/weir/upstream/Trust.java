package dev.weir.upstream;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which issuers of certificates an origin may have. Made once and kept, off the event loops, since
 * it reads the JVM's own certificates and makes TLS ready; equal only to itself.
 */
public final class Trust {
  private static final ApplicationProtocolConfig OFFER_HTTP2 =
      new ApplicationProtocolConfig(
          Protocol.ALPN,
          SelectorFailureBehavior.NO_ADVERTISE,
          SelectedListenerFailureBehavior.ACCEPT,
          ApplicationProtocolNames.HTTP_2,
          ApplicationProtocolNames.HTTP_1_1);

  private static final Trust JVM = new Trust(factory(null));

  private final TrustManagerFactory factory;
  private final SslContext http11;
  private final SslContext http2;

  private Trust(TrustManagerFactory factory) {
    this.factory = factory;
    this.http11 = tls(factory, ApplicationProtocolConfig.DISABLED);
    this.http2 = tls(factory, OFFER_HTTP2);
  }

  private static SslContext tls(TrustManagerFactory issuers, ApplicationProtocolConfig offer) {
    try {
      return SslContextBuilder.forClient()
          .trustManager(issuers)
          .applicationProtocolConfig(offer)
          .build();
    } catch (SSLException e) {
      throw new UncheckedIOException(e);
    }
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

  /** TLS for a client that trusts so. */
  SslContext tls(boolean offerHttp2) {
    return offerHttp2 ? http2 : http11;
  }
}
