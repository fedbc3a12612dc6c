package dev.weir.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages of the daemon and of its storage depend on each other as the design says. */
final class ArchitectureTest {
  /** Packages of the design that have no code yet. Whoever writes the first takes it off here. */
  private static final Set<String> YET_TO_COME = Set.of();

  private static final Architecture HOUSE = new Architecture("dev.weir");
  private static final Architecture WRONG_HOUSE = new Architecture("dev.weir.architecture.wrong");

  private static final JavaClasses CODE =
      new ClassFileImporter().withImportOption(new OnlyMain()).importPackages("dev.weir");

  private static final JavaClasses WRONG_CODE =
      new ClassFileImporter().importPackages("dev.weir.architecture.wrong");

  static Stream<String> rules() {
    return HOUSE.rules().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theCodeKeepsTheRule(String rule) {
    var archRule = HOUSE.rule(rule);

    assertThatCode(() -> archRule.check(CODE)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theRuleFindsCodeThatBreaksIt(String rule) {
    var archRule = WRONG_HOUSE.rule(rule);

    assertThat(archRule.evaluate(WRONG_CODE).hasViolation()).as(rule).isTrue();
  }

  @Test
  void everyPackageIsInTheDesign() {
    assertThat(packagesWithCode()).isSubsetOf(Architecture.packages());
  }

  @Test
  void thePackagesWithoutCodeAreThoseYetToCome() {
    var empty = new TreeSet<>(Architecture.packages());
    empty.removeAll(packagesWithCode());

    assertThat(empty).containsExactlyInAnyOrderElementsOf(YET_TO_COME);
  }

  @Test
  void testsAreNotHeldToTheRules() {
    assertThat(CODE.stream().map(c -> c.getSimpleName())).doesNotContain("ArchitectureTest");
    assertThat(CODE.stream().map(c -> c.getSimpleName()))
        .as("the classes of both modules")
        .contains("RecordStore", "SearchOrder");
  }

  private static Set<String> packagesWithCode() {
    return CODE.stream()
        .filter(c -> !c.getSimpleName().equals("package-info"))
        .map(c -> c.getPackageName().substring("dev.weir.".length()))
        .collect(Collectors.toSet());
  }

  /** Leaves out test classes, in folders and in test-jars. */
  private static final class OnlyMain implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }
}
