package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.CommandResult;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Mentions;
import dev.weir.testing.clients.Author;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientProject;
import java.util.List;
import java.util.Map;

/**
 * A daemon with packages of its own beside those of {@link ClientFixtures#tree}. When it closes, it
 * is checked that the origin has never heard of them. {@code @hush} is no declared scope.
 */
final class Secrets implements AutoCloseable {
  static final String PLAIN = "hush-plain";
  static final String SCOPED = "@hush/scoped";
  static final List<String> BOTH = List.of(PLAIN, SCOPED);

  private final FixtureRegistry origin = ClientFixtures.tree();
  private final WeirUnderTest weir = WeirUnderTest.of(origin);
  private final Mentions mentions = origin.mentions("hush");

  FixtureRegistry origin() {
    return origin;
  }

  WeirUnderTest weir() {
    return weir;
  }

  /** Somebody who publishes with {@code client}, or with npm if that one cannot. */
  Author author(Client client) {
    var able = client == Client.DENO ? Client.NPM_11 : client;
    return able.author(weir.registry()).configure(ClientFixtures.atOnce(able));
  }

  /** Somebody who publishes what the tests of other operations need. */
  Author npm() {
    return author(Client.NPM_11);
  }

  /** A project of {@code client}, which does not wait before it takes a new version. */
  ClientProject project(Client client) {
    return client.project(weir.registry()).configure(ClientFixtures.atOnce(client));
  }

  /** The full packument's text. */
  String packument(String name) {
    var answer = weir.get(name.replace("/", "%2f"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** The status of a version's tarball. */
  int tarball(String name, String version) {
    return weir.bytes(FixtureRegistry.tarballPath(name, version).substring(1)).statusCode();
  }

  static void assertDone(CommandResult result) {
    assertThat(result.succeeded()).as(result.output()).isTrue();
  }

  /** As clients show it who break lines and draw a bar beside them. */
  static String unwrapped(CommandResult result) {
    return result.output().replaceAll("[\\s│]+", " ");
  }

  /** Of all dependencies the same range, such as {@code ^1.0.0}. */
  static Map<String, String> both(String range) {
    return Map.of(PLAIN, range, SCOPED, range);
  }

  @Override
  public void close() {
    weir.close();
    origin.close();
    assertThat(mentions.found()).isEmpty();
  }
}
