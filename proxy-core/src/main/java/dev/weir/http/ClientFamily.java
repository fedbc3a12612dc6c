package dev.weir.http;

import java.util.List;
import java.util.Locale;

/** The program that asks, as far as its {@code User-Agent} says. */
public enum ClientFamily {
  NPM,
  PNPM,
  YARN,
  BUN,
  DENO,
  AWS,
  OTHER;

  private final String tag = name().toLowerCase(Locale.ROOT);

  private record Product(String name, ClientFamily family) {}

  private static final List<Product> PRODUCTS =
      List.of(
          new Product("npm/", NPM),
          new Product("pnpm/", PNPM),
          new Product("yarn/", YARN),
          // Yarn 2 and later send the name of their HTTP library.
          new Product("got (", YARN),
          new Product("bun/", BUN),
          new Product("deno/", DENO),
          new Product("aws-cli/", AWS),
          new Product("aws-sdk-", AWS),
          new Product("boto3/", AWS),
          new Product("botocore/", AWS));

  /** Decides by the first product alone: pnpm and Yarn go on with {@code npm/?}. */
  public static ClientFamily of(String userAgent) {
    for (var product : PRODUCTS) {
      if (userAgent.regionMatches(true, 0, product.name, 0, product.name.length())) {
        return product.family;
      }
    }
    return OTHER;
  }

  /** The value of the {@code client} tag. */
  public String tag() {
    return tag;
  }
}
