package dev.weir.auth;

/** Hears of changes. Called where they happened: must be quick and must not throw. */
@FunctionalInterface
public interface ChangeListener {
  ChangeListener NONE = change -> {};

  /** A change was made, or was refused. */
  void changed(Change change);
}
