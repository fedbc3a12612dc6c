package dev.weir.daemon;

import dev.weir.storage.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the daemon is, which is how its stores are: they are open before it listens, and whatever
 * origins do, what is stored can be served.
 *
 * @param status {@code ready}, or {@code degraded} if a store takes nothing new
 * @param trouble why, in words, by the store's name
 */
record Health(String status, Map<String, String> trouble) {
  static Health of(List<Store> stores) {
    var trouble = new LinkedHashMap<String, String>();
    stores.forEach(store -> store.trouble().ifPresent(words -> trouble.put(store.name(), words)));
    return new Health(trouble.isEmpty() ? "ready" : "degraded", trouble);
  }
}
