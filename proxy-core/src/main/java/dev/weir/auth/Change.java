package dev.weir.auth;

import java.util.Optional;

/**
 * A change that somebody asked for, done or refused. Holds no secret.
 *
 * @param operation such as {@code CreateRepository}
 * @param resource what it was about, such as {@code team/app}; empty if the request did not say
 * @param status of the reply, HTTP's
 * @param outcome {@code ok}, or the error's name
 * @param requestId as the client was told it, if it was
 */
public record Change(
    Caller caller,
    String operation,
    String resource,
    int status,
    String outcome,
    Optional<String> requestId) {}
