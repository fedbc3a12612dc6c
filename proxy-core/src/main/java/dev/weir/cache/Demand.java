package dev.weir.cache;

/** How current a document has to be for its asker. */
public enum Demand {
  /** As current as the freshness settings say. */
  CURRENT,
  /** Revalidated for this request: the client sent {@code Cache-Control: no-cache}. */
  REVALIDATED,
  /** Whatever is stored, however old; the origin is asked only if nothing is. */
  ANY,
  /** Whatever is stored, however old; the origin is not asked, even if nothing is. */
  STORED
}
