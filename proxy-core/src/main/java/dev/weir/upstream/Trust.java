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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which issuers of certificates an origin may have. Equal only to itself. Thread-safe.
 *
 * <p>The JVM's own 140 certificates and the first use of TLS take a quarter of a second of
 * processor time, more than the rest of a start waits for anything. So they are read by a thread of
 * their own, when {@link #ready} is first asked for.
 */
public final class Trust {
  private static final ApplicationProtocolConfig OFFER_HTTP2 =
      new ApplicationProtocolConfig(
          Protocol.ALPN,
          SelectorFailureBehavior.NO_ADVERTISE,
          SelectedListenerFailureBehavior.ACCEPT,
          ApplicationProtocolNames.HTTP_2,
          ApplicationProtocolNames.HTTP_1_1);

  private static final Trust JVM = new Trust(() -> new Made(factory(null)));

  /** Makes what {@link #made} completes with; run once. */
  private final Supplier<Made> making;

  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<Made> made = new CompletableFuture<>();

  /** The issuers, and TLS for a client that trusts them. */
  private record Made(TrustManagerFactory issuers, SslContext http11, SslContext http2) {
    Made(TrustManagerFactory issuers) {
      this(
          issuers,
          Trust.tls(issuers, ApplicationProtocolConfig.DISABLED),
          Trust.tls(issuers, OFFER_HTTP2));
    }
  }

  private Trust(Supplier<Made> making) {
    this.making = making;
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

  /** Those that the JVM trusts, and these. Blocks while they are read. */
  public static Trust also(Collection<X509Certificate> authorities) {
    try {
      var all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      int number = 0;
      for (var manager : JVM.await().issuers().getTrustManagers()) {
        if (manager instanceof X509TrustManager jvm) {
          for (var issuer : jvm.getAcceptedIssuers()) {
            all.setCertificateEntry("jvm-" + number++, issuer);
          }
        }
      }
      for (var authority : authorities) {
        all.setCertificateEntry("own-" + number++, authority);
      }
      var made = new Made(factory(all));
      return new Trust(() -> made);
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

  /** Completes when {@link #tls} may be asked; begins with what is missing. */
  public CompletionStage<Void> ready() {
    if (begun.compareAndSet(false, true)) {
      try {
        made.completeAsync(making, Trust::onThread);
      } catch (Throwable noThread) { // whoever waits must hear of it
        made.completeExceptionally(noThread);
      }
    }
    return made.thenAccept(ready -> {});
  }

  private static void onThread(Runnable task) {
    var thread = new Thread(task, "weir-trust");
    thread.setDaemon(true);
    thread.start();
  }

  private Made await() {
    ready();
    return made.join();
  }

  /** TLS for a client that trusts so. Blocks unless {@link #ready} has completed. */
  SslContext tls(boolean offerHttp2) {
    var ready = await();
    return offerHttp2 ? ready.http2() : ready.http11();
  }
}
