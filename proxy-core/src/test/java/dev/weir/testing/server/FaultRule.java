package dev.weir.testing.server;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A fault in force. */
public final class FaultRule {
  private final Predicate<Seen> where;
  private final Fault fault;
  private final AtomicInteger used = new AtomicInteger();
  private volatile boolean cleared;

  FaultRule(Predicate<Seen> where, Fault fault) {
    this.where = where;
    this.fault = fault;
  }

  /** How many requests it has hit. */
  public int used() {
    return used.get();
  }

  /** Ends it for requests to come; answers under way go on as they began. */
  public void clear() {
    cleared = true;
  }

  boolean over() {
    return cleared || used.get() >= fault.times;
  }

  Fault fault() {
    return fault;
  }

  /** Whether it hits {@code request}, which then counts as one of its times. */
  boolean hits(Seen request) {
    if (cleared || !where.test(request)) {
      return false;
    }
    int before = used.getAndUpdate(count -> count < fault.times ? count + 1 : count);
    return before < fault.times;
  }
}
