package dev.weir.cli.lockfile;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Whose lockfile a file is: its name says, else how it begins. */
public enum LockfileFormat {
  NPM(NpmLockfile::read),
  PNPM(PnpmLockfile::read),
  YARN_CLASSIC(YarnClassicLockfile::read),
  YARN_BERRY(YarnBerryLockfile::read),
  BUN(BunLockfile::read);

  private static final Pattern METADATA = Pattern.compile("(?m)^__metadata:");
  private static final Pattern PNPM_VERSION = Pattern.compile("(?m)^lockfileVersion:");
  private static final Pattern BUN_PACKAGE =
      Pattern.compile("\"packages\"\\s*:\\s*\\{\\s*\"[^\"]*\"\\s*:\\s*\\[");
  private static final Pattern BUN_WORKSPACES =
      Pattern.compile("\"workspaces\"\\s*:\\s*\\{\\s*\"\"");

  // A function that cannot change.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<String, Lockfile> reader;

  LockfileFormat(Function<String, Lockfile> reader) {
    this.reader = reader;
  }

  Lockfile read(String text) {
    return reader.apply(text);
  }

  /** Empty if it is none that is known. */
  static Optional<LockfileFormat> of(String fileName, String text) {
    return switch (fileName.toLowerCase(Locale.ROOT)) {
      case "package-lock.json", "npm-shrinkwrap.json" -> Optional.of(NPM);
      case "pnpm-lock.yaml" -> Optional.of(PNPM);
      case "bun.lock" -> Optional.of(BUN);
      case "yarn.lock" -> Optional.of(yarn(text));
      default -> ofText(text);
    };
  }

  private static LockfileFormat yarn(String text) {
    return METADATA.matcher(text).find() ? YARN_BERRY : YARN_CLASSIC;
  }

  private static Optional<LockfileFormat> ofText(String text) {
    if (text.stripLeading().startsWith("{")) {
      boolean bun = BUN_PACKAGE.matcher(text).find() || BUN_WORKSPACES.matcher(text).find();
      return Optional.of(bun ? BUN : NPM);
    } else if (METADATA.matcher(text).find()) {
      return Optional.of(YARN_BERRY);
    } else if (text.contains("# yarn lockfile v1")) {
      return Optional.of(YARN_CLASSIC);
    }
    return PNPM_VERSION.matcher(text).find() ? Optional.of(PNPM) : Optional.empty();
  }
}
