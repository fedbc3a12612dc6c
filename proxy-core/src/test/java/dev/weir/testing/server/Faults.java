package dev.weir.testing.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The faults in force; the newest that hits a request decides alone. Safe for any thread. */
final class Faults {
  private final List<FaultRule> rules = new CopyOnWriteArrayList<>();

  FaultRule add(Predicate<Seen> where, Fault fault) {
    var rule = new FaultRule(where, fault);
    rules.removeIf(FaultRule::over);
    rules.add(0, rule);
    return rule;
  }

  Fault hitting(Seen request) {
    for (var rule : rules) {
      if (rule.hits(request)) {
        return rule.fault();
      }
    }
    return Fault.NONE;
  }

  void clear() {
    rules.forEach(FaultRule::clear);
    rules.clear();
  }
}
