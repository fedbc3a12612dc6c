package dev.weir.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageFinderTest {
  private static final RepositoryId APP = RepositoryId.of("team", "app");
  private static final RepositoryId BASE = RepositoryId.of("team", "base");

  private final PackageFinder finder = new PackageFinder();

  private void put(RepositoryId repository, String name, String top) {
    var words = PackageWords.of(new PackageName(name), top);
    finder.put(new Findable(repository, new PackageName(name), true, Optional.of(words)));
  }

  private List<String> found(String text) {
    return found(text, List.of(APP, BASE));
  }

  private List<String> found(String text, List<RepositoryId> repositories) {
    return finder.find(SearchTerms.parse(text), repositories).stream()
        .map(match -> match.name().value())
        .toList();
  }

  @Test
  void theNameIsWorthMoreThanAKeywordAndThatMoreThanADescription() {
    put(APP, "far", "{\"description\":\"of a bridge\"}");
    put(APP, "near", "{\"keywords\":[\"bridge\"]}");
    put(APP, "in-bridge", "{}");
    put(APP, "bridge-house", "{}");
    put(APP, "@lab/bridge", "{}");

    assertThat(found("bridge"))
        .containsExactly("@lab/bridge", "bridge-house", "in-bridge", "near", "far");
    assertThat(found("bri")).hasSize(5);
    assertThat(found("ridge")).isEmpty();
  }

  @Test
  void wordsThatTogetherAreTheNameBringItToTheFront() {
    put(APP, "left-pad-x", "{\"keywords\":[\"left\",\"pad\"]}");
    put(APP, "left-pad", "{}");

    assertThat(found("left pad")).containsExactly("left-pad", "left-pad-x");
    assertThat(found("left, pad!")).containsExactlyInAnyOrder("left-pad", "left-pad-x");
    assertThat(found("left-pad")).first().isEqualTo("left-pad");
    assertThat(found("left nothing")).isEmpty();
  }

  @Test
  void qualifiersNarrow() {
    put(APP, "@lab/a", "{\"author\":\"Jane Doe\",\"keywords\":[\"x\",\"y\"]}");
    put(APP, "@lab/b", "{\"maintainers\":[{\"name\":\"jane\"}],\"keywords\":[\"x\"]}");
    put(APP, "@other/c", "{\"keywords\":[\"y\",\"z\"]}");

    assertThat(found("scope:lab")).containsExactly("@lab/a", "@lab/b");
    assertThat(found("author:jane")).containsExactly("@lab/a");
    assertThat(found("author:\"jane doe\"")).containsExactly("@lab/a");
    assertThat(found("author:jan")).isEmpty();
    assertThat(found("maintainer:jane")).containsExactly("@lab/b");
    assertThat(found("keywords:x")).containsExactly("@lab/a", "@lab/b");
    assertThat(found("keywords:x+y")).containsExactly("@lab/a");
    assertThat(found("keywords:x,z")).containsExactly("@lab/a", "@lab/b", "@other/c");
    assertThat(found("keywords:x,-y")).containsExactly("@lab/b");
    assertThat(found("keywords:-y")).containsExactly("@lab/b");
    assertThat(found("")).hasSize(3);
  }

  @Test
  void eachNameIsTheNearestRepositorys() {
    put(BASE, "a", "{}");
    put(APP, "a", "{}");
    put(BASE, "b", "{}");

    assertThat(finder.find(SearchTerms.parse(""), List.of(APP, BASE)))
        .extracting(PackageMatch::repository)
        .containsExactly(APP, BASE);
    assertThat(finder.find(SearchTerms.parse(""), List.of(BASE, APP)))
        .extracting(PackageMatch::repository)
        .containsExactly(BASE, BASE);
    assertThat(found("", List.of(APP))).containsExactly("a");
  }

  @Test
  void whatIsPutAgainTakesThePlaceOfWhatWasThere() {
    put(APP, "a", "{\"description\":\"old\"}");
    put(APP, "a", "{\"description\":\"young\"}");

    assertThat(found("old")).isEmpty();
    assertThat(found("young")).containsExactly("a");
    assertThat(finder.size()).isEqualTo(1);

    finder.forget(APP, new PackageName("a"));

    assertThat(found("")).isEmpty();
    assertThat(finder.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "tracer-bridge, true",
    "the tracer-bridge, true",
    "'tracer-bridge,x', true",
    "@LAB/Tracer-Bridge, true",
    "x@lab/tracer-bridgey, true",
    "scope:lab, true",
    "@lab, true",
    "lab/x, true",
    "tracer, false",
    "lab, false",
    "@la, false",
    "tracer-bridges, false",
    "plain, true",
    "explain, true",
    "hidden, true",
    "public, false"
  })
  void aNameIsToldByItsWholeItsLastPartOrItsScope(String text, boolean told) {
    put(APP, "@lab/tracer-bridge", "{}");
    put(BASE, "plain", "{}");
    finder.put(new Findable(APP, new PackageName("hidden"), true, Optional.empty()));
    finder.put(new Findable(APP, new PackageName("public"), false, Optional.empty()));

    assertThat(finder.tells(text, List.of(APP, BASE))).isEqualTo(told);
    assertThat(finder.tells(text, List.of(RepositoryId.of("team", "else")))).isFalse();
  }

  @Test
  void aTextThatIsTooLongToBeSureTells() {
    assertThat(finder.tells("x".repeat(128), List.of(APP))).isFalse();
    assertThat(finder.tells("x".repeat(129), List.of(APP))).isTrue();
  }

  @Test
  void whateverIsAskedIsAnswered() {
    put(APP, "a", "{}");
    var chance = new Random(7);
    for (int i = 0; i < 2000; i++) {
      var text =
          chance
              .ints(chance.nextInt(512), 0, 5)
              .mapToObj(kind -> part(kind, chance))
              .collect(Collectors.joining());
      assertThat(found(text.length() > 512 ? text.substring(0, 512) : text)).isNotNull();
    }
  }

  private static String part(int kind, Random chance) {
    return switch (kind) {
      case 0 -> " ";
      case 1 -> "keywords:";
      case 2 -> String.valueOf((char) (1 + chance.nextInt(0xD7FE)));
      case 3 -> ",-+\"@/:*?\\()~^".charAt(chance.nextInt(14)) + "";
      default -> "a";
    };
  }

  @Test
  void manyPackagesAreHeld() {
    IntStream.range(0, 20_000)
        .forEach(i -> put(APP, "@many/p" + i, "{\"description\":\"number n" + i + "\"}"));

    assertThat(found("n19999")).containsExactly("@many/p19999");
    assertThat(found("p1234")).hasSize(11).startsWith("@many/p1234");
    assertThat(found("")).hasSize(20_000);
  }
}
