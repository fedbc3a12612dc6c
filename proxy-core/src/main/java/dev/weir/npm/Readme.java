package dev.weir.npm;

import java.util.function.Function;

/** What a tarball has for a readme. */
public sealed interface Readme {
  /** Here it is; what is not UTF-8 in it is replaced. */
  record Text(String text) implements Readme {}

  /**
   * There is none, or none that can be read.
   *
   * @param why to be told, such as {@code none in its tarball}
   */
  record None(String why) implements Readme {}

  default <T> T match(Function<Text, T> text, Function<None, T> none) {
    return this instanceof Text here ? text.apply(here) : none.apply((None) this);
  }
}
