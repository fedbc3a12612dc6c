package dev.weir.testing.clients;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The clients that a {@link ClientTest} runs with. */
final class EachClient implements ArgumentsProvider, AnnotationConsumer<ClientTest> {
  private List<Client> clients = List.of();

  @Override
  public void accept(ClientTest test) {
    clients = of(test);
  }

  @Override
  public Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return clients.stream().map(Arguments::of);
  }

  static List<Client> of(ClientTest test) {
    var without = List.of(test.without());
    return Arrays.stream(Client.values()).filter(client -> !without.contains(client)).toList();
  }
}
