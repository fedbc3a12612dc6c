package dev.weir.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes {@link WeirSettings} of the file, the environment and the command line.
 *
 * <p>Later wins: built-in defaults, the file ({@code --config}, else {@code weir/weir.yaml} in the
 * user's XDG configuration folder if it is there), {@code WEIR_PUBLIC_NPMJS_URL}, then {@code
 * --set} and the flags in the order of the command line. A list or a map of names in the file takes
 * the default's place; {@code --set} adds to a map. Everything that is wrong is reported at once.
 */
public final class SettingsLoader {
  private static final String URL_VARIABLE = "WEIR_PUBLIC_NPMJS_URL";
  private static final KeyPath PUBLIC_URL =
      KeyPath.of("external-connections", "public:npmjs", "url");
  private static final long MAX_FILE = 1 << 20;

  private final SettingsInput input;
  private final Problems problems = new Problems();

  private SettingsLoader(SettingsInput input) {
    this.input = input;
  }

  /** Reads at most one file, on the calling thread. */
  public static SettingsResult load(SettingsInput input) {
    return new SettingsLoader(input).load();
  }

  private SettingsResult load() {
    Optional<Path> file = file();
    Node root = withOverrides(withEnvironment(file.map(this::read).orElse(Node.Mapping.EMPTY)));
    var binder = new Binder(problems);
    var settings = (WeirSettings) binder.section(KeyPath.ROOT, root, WeirSettings.DEFAULTS);
    new CrossChecks(settings, binder.origins(), problems).run(input);
    return problems.isEmpty()
        ? new SettingsResult.Loaded(settings, file, binder.origins())
        : new SettingsResult.Invalid(problems.all());
  }

  private Optional<Path> file() {
    Path standard = XdgFolders.of(input.environment(), input.home()).weirConfig();
    return input
        .config()
        .or(() -> Files.exists(standard) ? Optional.of(standard) : Optional.empty());
  }

  private Node.Mapping read(Path file) {
    var label = String.valueOf(file.getFileName());
    var root = text(file).flatMap(yaml -> YamlReader.read(yaml, label, problems));
    if (root.isEmpty() || root.get() instanceof Node.Scalar scalar && scalar.isNull()) {
      return Node.Mapping.EMPTY;
    }
    if (root.get() instanceof Node.Mapping mapping) {
      return mapping;
    }
    var message = "not a configuration: no keys (expected: key: value on each line)";
    problems.addMessage(KeyPath.ROOT, message, root.get().from());
    return Node.Mapping.EMPTY;
  }

  private Optional<String> text(Path file) {
    try {
      if (Files.size(file) > MAX_FILE) {
        problem(file, "longer than " + new DataSize(MAX_FILE));
        return Optional.empty();
      }
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException missing) {
      problem(file, "no such file");
    } catch (CharacterCodingException notText) {
      problem(file, "not UTF-8");
    } catch (IOException failed) {
      problem(file, "cannot be read: " + failed.getMessage());
    }
    return Optional.empty();
  }

  private void problem(Path file, String what) {
    problems.addMessage(KeyPath.ROOT, "configuration file %s: %s".formatted(file, what), "");
  }

  private Node.Mapping withEnvironment(Node.Mapping root) {
    var url = input.environment().getOrDefault(URL_VARIABLE, "");
    return url.isBlank()
        ? root
        : root.with(PUBLIC_URL, new Node.Scalar(url.strip(), false, URL_VARIABLE));
  }

  private Node.Mapping withOverrides(Node.Mapping root) {
    var result = root;
    for (SettingsInput.Assignment override : input.overrides()) {
      result = withOverride(result, override);
    }
    return result;
  }

  private Node.Mapping withOverride(Node.Mapping root, SettingsInput.Assignment override) {
    var assignment = override.text();
    int equals = equalsSign(assignment);
    var key = KeyPath.parse(assignment.substring(0, Math.max(0, equals)));
    if (key.isEmpty()) {
      var message =
          "%s %s (expected: key=value)".formatted(override.from(), Redacted.address(assignment));
      problems.addMessage(KeyPath.ROOT, message, "");
      return root;
    }
    return value(assignment.substring(equals + 1).strip(), override.from())
        .map(value -> root.with(key.get(), value))
        .orElse(root);
  }

  /** The first one outside quotes. */
  private static int equalsSign(String assignment) {
    boolean quoted = false;
    for (int i = 0; i < assignment.length(); i++) {
      char c = assignment.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '=' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  /** What looks like a YAML list, section or quoted word is one; all else is the word itself. */
  private Optional<Node> value(String text, String from) {
    boolean yaml = !text.isEmpty() && "[{\"'".indexOf(text.charAt(0)) >= 0;
    return yaml
        ? YamlReader.read(text, from, problems)
        : Optional.of(new Node.Scalar(text, true, from));
  }
}
