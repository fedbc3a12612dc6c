package dev.weir.upstream;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Leaves an origin alone after so many faults in a row, then lets one request find out whether it
 * is back.
 *
 * <p>Every request takes a {@link Permit} and gives it back once, with its result. A permit of an
 * earlier turn changes nothing: a slow request that began before the breaker opened says nothing
 * about the origin now. Thread-safe.
 */
final class CircuitBreaker {
  private enum Phase {
    CLOSED,
    OPEN,
    PROBING
  }

  /**
   * @param until when an open breaker lets a probe through, in the ticker's nanoseconds
   * @param turn counts the changes of phase
   */
  private record State(Phase phase, int faults, long until, long turn) {
    State to(Phase next, long untilNanos) {
      return new State(next, 0, untilNanos, turn + 1);
    }

    State withFaults(int number) {
      return new State(phase, number, until, turn);
    }

    boolean open() {
      return phase != Phase.CLOSED;
    }
  }

  /** Allows one request. */
  record Permit(long turn) {}

  private final int maxFaults;
  private final long pauseNanos;
  private final Ticker ticker;
  private final Consumer<Boolean> onChange;

  /** Guarded by this object's lock, which is never held while {@link #onChange} is told. */
  private State state = new State(Phase.CLOSED, 0, 0, 0);

  /**
   * @param onChange told true when it opens and false when it closes, on the thread that did it
   */
  CircuitBreaker(int maxFaults, Duration pause, Ticker ticker, Consumer<Boolean> onChange) {
    this.maxFaults = maxFaults;
    this.pauseNanos = pause.toNanos();
    this.ticker = ticker;
    this.onChange = onChange;
  }

  /** A permit, or empty while the origin is to be left alone. */
  synchronized Optional<Permit> tryPass() {
    if (refuses()) {
      return Optional.empty();
    }
    if (state.phase == Phase.OPEN) {
      state = state.to(Phase.PROBING, state.until);
    }
    return Optional.of(new Permit(state.turn));
  }

  /** Whether a request would be refused now. */
  synchronized boolean refuses() {
    return state.phase == Phase.PROBING
        || state.phase == Phase.OPEN && ticker.nanoTime() - state.until < 0;
  }

  /** Whether the last that is known of the origin is that it fails; a probe may be under way. */
  synchronized boolean open() {
    return state.open();
  }

  /** The origin answered. */
  void succeeded(Permit permit) {
    change(permit, now -> now.open() ? now.to(Phase.CLOSED, 0) : now.withFaults(0));
  }

  /** The origin did not answer, or with a server error. */
  void failed(Permit permit) {
    change(permit, this::afterFault);
  }

  private State afterFault(State now) {
    return now.open() || now.faults + 1 >= maxFaults
        ? now.to(Phase.OPEN, ticker.nanoTime() + pauseNanos)
        : now.withFaults(now.faults + 1);
  }

  /** The origin was not asked after all; a probe's turn goes to the next request. */
  void withdrawn(Permit permit) {
    change(permit, now -> now.open() ? now.to(Phase.OPEN, now.until) : now);
  }

  private void change(Permit permit, UnaryOperator<State> step) {
    boolean wasOpen;
    boolean open;
    synchronized (this) {
      if (state.turn != permit.turn) {
        return;
      }
      wasOpen = state.open();
      state = step.apply(state);
      open = state.open();
    }
    if (open != wasOpen) {
      onChange.accept(open);
    }
  }
}
