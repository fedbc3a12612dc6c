package dev.weir.upstream;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** Says why a TLS handshake failed, and what to do about it. Pure. */
final class TlsFaultRules {
  private TlsFaultRules() {}

  static String words(String connection, WebAddress address, SSLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return "the server's certificate, or one that signed it, has expired";
      } else if (cause instanceof CertificateNotYetValidException) {
        return "the server's certificate is not valid yet; is this machine's clock right?";
      } else if (cause instanceof CertPathBuilderException) {
        return ("nobody that is trusted has signed the server's certificate;"
                + " if its issuer is to be trusted, set external-connections.\"%s\".ca-file")
            .formatted(connection);
      } else if (isOtherName(cause)) {
        return "the server's certificate is for another name than " + address.host();
      }
    }
    return failure.getMessage() == null ? "failed" : failure.getMessage();
  }

  /** The JDK has no type of its own for it. */
  private static boolean isOtherName(Throwable cause) {
    String message = cause.getMessage();
    return cause instanceof CertificateException
        && message != null
        && (message.startsWith("No subject alternative") || message.startsWith("No name matching"));
  }
}
