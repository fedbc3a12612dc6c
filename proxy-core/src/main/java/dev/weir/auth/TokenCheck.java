package dev.weir.auth;

import dev.weir.model.DomainName;
import java.time.Instant;

/** What a token is worth for a domain. */
public sealed interface TokenCheck {
  /** Given by this daemon for this domain, and still good. */
  record Valid(String principal, DomainName domain, Instant expiresAt) implements TokenCheck {}

  /** Given by this daemon for this domain, but its time is over. */
  record Expired(DomainName domain, Instant at) implements TokenCheck {
    /** For the client. */
    public String message() {
      return "the authorization token for domain %s expired at %s: log in again"
          .formatted(domain, at);
    }
  }

  /** Of another domain, account or daemon, or no token at all. */
  record Foreign(DomainName domain) implements TokenCheck {
    /** For the client; does not say which, and repeats nothing of it. */
    public String message() {
      return "the authorization token is not one that this server gave for domain %s: log in to it"
          .formatted(domain);
    }
  }
}
