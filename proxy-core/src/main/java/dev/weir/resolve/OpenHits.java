package dev.weir.resolve;

import dev.weir.cache.CpuPool;
import dev.weir.cache.Stages;
import dev.weir.catalog.SearchOrder;
import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.search.SearchHits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Takes out of a connection's answer to a search the packages that are not open to it: whoever
 * looked for the last letters of a private name would else be shown a stranger's package of that
 * name, which nobody can install. Works on the CPU pool's lane for large documents, waiting for the
 * store.
 */
final class OpenHits {
  private final OpenOrders orders;
  private final CpuPool cpu;

  OpenHits(OpenOrders orders, CpuPool cpu) {
    this.orders = orders;
    this.cpu = cpu;
  }

  /** The answer, as it came if all of it is open. */
  CompletionStage<byte[]> of(SearchOrder order, ConnectionName connection, byte[] answer) {
    Predicate<String> closed = name -> !isOpen(order, connection, name);
    return CompletableFuture.supplyAsync(
        () -> SearchHits.without(answer, closed), cpu.laneFor(cpu.largeFrom()));
  }

  /** What can be no package's name is nobody's. */
  private boolean isOpen(SearchOrder order, ConnectionName connection, String name) {
    return PackageName.parse(name)
        .filter(
            parsed ->
                !Stages.await(orders.of(order, parsed)).order().connections().contains(connection))
        .isEmpty();
  }
}
