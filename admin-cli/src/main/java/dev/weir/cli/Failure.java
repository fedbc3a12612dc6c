package dev.weir.cli;

/** Why a verb could not do what it was asked: one line for stderr, and the exit code. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the exit codes mean to a script. */
  public enum Kind {
    /** The service said no. */
    REFUSED(1),
    /** The command line, the configuration or a file of this machine is at fault. */
    USAGE(2),
    /** Nobody answers, or somebody else. */
    UNREACHABLE(3);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  private Failure(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  public static Failure refused(String message) {
    return new Failure(Kind.REFUSED, message);
  }

  public static Failure usage(String message) {
    return new Failure(Kind.USAGE, message);
  }

  public static Failure unreachable(String message) {
    return new Failure(Kind.UNREACHABLE, message);
  }

  public Kind kind() {
    return kind;
  }

  /** The message; there always is one. */
  public String line() {
    return String.valueOf(getMessage());
  }
}
