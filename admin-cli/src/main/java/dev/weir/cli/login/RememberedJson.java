package dev.weir.cli.login;

import dev.weir.cli.json.Json;
import dev.weir.cli.json.Json.Members;
import dev.weir.cli.json.Json.Text;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@link Remembered} as JSON. Texts are one character for each byte of the file.
 *
 * <pre>{@code
 * {"file": "…/.npmrc", "notation": "npmrc", "before": "a=b\n", "mode": "rw-r--r--",
 *  "after": "a=b\nregistry=…\n",
 *  "changes": [{"key": ["registry"], "before": null, "after": "registry=…\n", "tools": ["npm"]}]}
 * }</pre>
 */
final class RememberedJson {
  private RememberedJson() {}

  static Json write(Remembered remembered) {
    return Members.NONE
        .with("file", new Text(remembered.file()))
        .with("notation", new Text(remembered.notation().name()))
        .with("before", text(remembered.before()))
        .with("mode", text(remembered.mode().map(PosixFilePermissions::toString)))
        .with("after", new Text(remembered.after()))
        .with(
            "changes",
            new Json.Items(remembered.changes().stream().map(RememberedJson::change).toList()));
  }

  private static Json change(Change change) {
    return Members.NONE
        .with("key", texts(change.key().names()))
        .with("before", text(change.before()))
        .with("after", new Text(change.after()))
        .with("tools", texts(change.tools().stream().map(Tool::word).sorted().toList()));
  }

  private static Json text(Optional<String> text) {
    return text.<Json>map(Text::new).orElse(Json.Word.NULL);
  }

  private static Json texts(List<String> texts) {
    return new Json.Items(texts.stream().<Json>map(Text::new).toList());
  }

  static Remembered read(Json json) {
    return new Remembered(
        json.text("file"),
        Notation.named(json.text("notation")),
        json.at("before").map(Json::asText),
        json.at("mode").map(mode -> PosixFilePermissions.fromString(mode.asText())),
        json.text("after"),
        json.items("changes").stream().map(RememberedJson::readChange).toList());
  }

  private static Change readChange(Json json) {
    return new Change(
        new Key(json.items("key").stream().map(Json::asText).toList()),
        json.at("before").map(Json::asText),
        json.text("after"),
        json.items("tools").stream()
            .map(tool -> Tool.of(tool.asText()))
            .collect(Collectors.toSet()));
  }
}
