package dev.weir.cli.login;

import dev.weir.cli.Session;
import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonPrinter;
import dev.weir.cli.output.Format;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes logins back. It asks no daemon. */
@Command(
    name = "logout",
    description = "Take weir login back.",
    sortOptions = false,
    footer = {
      "",
      "Files that nobody else changed since are what they were, to the byte. In others the lines",
      "that weir login wrote are taken back, and those that were changed since are left alone."
    })
public final class LogoutVerb implements Callable<Integer> {
  private final Supplier<Session> session;

  @Option(
      names = "--tool",
      paramLabel = "npm|pnpm|yarn|bun",
      description = "Only the logins of this package manager.")
  private @Nullable String tool;

  public LogoutVerb(Supplier<Session> session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = session.get();
    Set<Tool> leaving = tool == null ? EnumSet.allOf(Tool.class) : Set.of(Tool.of(tool));
    var wayBack = WayBack.of(run.surroundings());
    List<Told> told = wayBack.alone(() -> new Login(wayBack).out(leaving));
    if (run.asked().equals(Optional.of(Format.JSON))) {
      var changes = new Json.Items(told.stream().map(Told::asJson).toList());
      run.say(JsonPrinter.print(Json.Members.NONE.with("changes", changes)));
    } else if (told.isEmpty()) {
      run.say("nothing to take back");
    } else {
      run.say("logged out:");
      told.forEach(each -> run.say(each.asLine()));
    }
    return 0;
  }
}
