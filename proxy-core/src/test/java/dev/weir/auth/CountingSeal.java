package dev.weir.auth;

import java.util.Optional;

/** A seal that counts how often a signature is checked. */
final class CountingSeal implements TokenSeal {
  private final TokenSeal seal;
  private int opened;

  CountingSeal(TokenSeal seal) {
    this.seal = seal;
  }

  int opened() {
    return opened;
  }

  @Override
  public String seal(TokenClaims claims) {
    return seal.seal(claims);
  }

  @Override
  public Optional<TokenClaims> open(String text) {
    opened++;
    return seal.open(text);
  }
}
