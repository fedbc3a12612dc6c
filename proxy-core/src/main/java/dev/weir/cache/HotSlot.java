package dev.weir.cache;

import org.jspecify.annotations.Nullable;

/**
 * Where the entry of one key was last found, so that few who ask again and again need look it up: a
 * look-up, with what it notes for the eviction, was an eighth of a hot request's time. One in
 * {@link #USES} is looked up and noted all the same, of each key alike, so that the eviction still
 * sees which is asked for more often.
 *
 * <p>Holds no reference to a body. For any thread; a race looks up once more or once less.
 */
public final class HotSlot {
  private static final int USES = 4;

  private final HotKey key;
  private @Nullable HotEntry entry;
  private int left;

  public HotSlot(HotKey key) {
    this.key = key;
  }

  public HotKey key() {
    return key;
  }

  /** The entry, if it may be taken from here this time and has not been taken out meanwhile. */
  @Nullable HotEntry use() {
    var known = entry;
    if (known == null || known.isOut()) {
      entry = null;
      return null;
    }
    return left-- > 0 ? known : null;
  }

  /** Keeps what a look-up found. */
  void keep(@Nullable HotEntry found) {
    left = USES - 1;
    entry = found;
  }
}
