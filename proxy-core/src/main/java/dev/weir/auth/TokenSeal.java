package dev.weir.auth;

import java.util.Optional;

/** Signs what a token says, and knows its own signature again. Thread-safe. */
interface TokenSeal {
  /** The token's text. */
  String seal(TokenClaims claims);

  /** What {@code text} says if it is, to the letter, what {@link #seal} made; never throws. */
  Optional<TokenClaims> open(String text);
}
