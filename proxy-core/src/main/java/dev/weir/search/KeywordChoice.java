package dev.weir.search;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code keywords:} asks for: {@code a,b} is one of the two, {@code a+b} both, {@code a,-b}
 * the first without the second.
 *
 * <p>Source: npm, "Searching for and choosing packages to download".
 *
 * @param anyOf of each of these lists all must be there; empty asks for nothing
 * @param without none of these may be there
 */
record KeywordChoice(List<List<String>> anyOf, List<String> without) {
  KeywordChoice {
    anyOf = List.copyOf(anyOf);
    without = List.copyOf(without);
  }

  static KeywordChoice parse(String text) {
    var anyOf = new ArrayList<List<String>>();
    var without = new ArrayList<String>();
    for (var choice : text.split(",", -1)) {
      if (choice.startsWith("-")) {
        without.add(choice.substring(1));
      } else if (!choice.isEmpty()) {
        anyOf.add(List.of(choice.split("\\+", -1)));
      }
    }
    return new KeywordChoice(anyOf, without);
  }
}
