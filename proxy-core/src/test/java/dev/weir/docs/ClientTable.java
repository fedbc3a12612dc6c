package dev.weir.docs;

import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of {@code docs/protocol.md} that says which client can do what through Weir, made from
 * the tests that show it.
 */
final class ClientTable {
  private static final String YES = "yes";
  private static final String NO = "—";

  private ClientTable() {}

  static String text() {
    var header =
        "| operation and state | "
            + Arrays.stream(Client.values()).map(Client::title).collect(Collectors.joining(" | "))
            + " | shown by |\n"
            + "| --- |"
            + " --- |".repeat(Client.values().length)
            + " --- |\n";
    return tests().stream().map(ClientTable::row).collect(Collectors.joining("", header, ""));
  }

  /** All of them, in the order of classes and then of their rows' names. */
  static List<Method> tests() {
    return classes()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(ClientTest.class))
        .sorted(
            Comparator.comparing((Method method) -> method.getDeclaringClass().getSimpleName())
                .thenComparing(method -> method.getAnnotation(ClientTest.class).value()))
        .toList();
  }

  private static String row(Method method) {
    var test = method.getAnnotation(ClientTest.class);
    var without = List.of(test.without());
    var cells =
        Arrays.stream(Client.values())
            .map(client -> without.contains(client) ? NO : YES)
            .collect(Collectors.joining(" | "));
    return "| %s | %s | `%s.%s` |\n"
        .formatted(
            test.value(), cells, method.getDeclaringClass().getSimpleName(), method.getName());
  }

  private static Stream<Class<?>> classes() {
    var folder = Checkout.root().resolve("proxy-core/src/test/java/dev/weir/system");
    try (var files = Files.list(folder)) {
      return files
          .map(Path::getFileName)
          .map(Path::toString)
          .filter(file -> file.endsWith("IT.java"))
          .map(file -> file.substring(0, file.length() - ".java".length()))
          .<Class<?>>map(ClientTable::load)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName("dev.weir.system." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
