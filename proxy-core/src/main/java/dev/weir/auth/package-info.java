/**
 * Tokens: what the daemon signs, and whose it is when it comes back. Start at {@link
 * dev.weir.auth.AuthorizationTokens}.
 */
@NullMarked
package dev.weir.auth;

import org.jspecify.annotations.NullMarked;
