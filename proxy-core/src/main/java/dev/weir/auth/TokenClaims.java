package dev.weir.auth;

import java.time.Instant;

/**
 * What a token says, signed.
 *
 * @param audience the account and the domain that it is for
 * @param principal who asked for it
 * @param id no two tokens have the same
 */
record TokenClaims(
    String audience, String principal, Instant issuedAt, Instant expiresAt, String id) {}
