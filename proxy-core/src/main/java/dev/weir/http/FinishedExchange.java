package dev.weir.http;

import java.net.InetSocketAddress;

/**
 * How an exchange ended, for metrics and the access log.
 *
 * @param target as the client sent it; may hold secrets, so it is not for logs as it stands
 * @param userAgent as the client sent it, or the empty string
 * @param operation of the {@link Route}, {@code unrouted} where there was none, or {@code refused}
 *     if the request never came so far
 * @param status as sent, or 499 (nginx's number) if the client was gone before a reply was made
 * @param bytes of the body that were handed to the transport
 * @param nanos from the request's last byte to the reply's last byte
 */
public record FinishedExchange(
    InetSocketAddress remote,
    String method,
    String target,
    String userAgent,
    String operation,
    Outcome outcome,
    int status,
    long bytes,
    long nanos) {
  /** The operation of a request that was refused before it was routed. */
  public static final String REFUSED = "refused";
}
