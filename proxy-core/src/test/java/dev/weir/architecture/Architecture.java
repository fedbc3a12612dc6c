package dev.weir.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Objects.requireNonNull;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.Timer;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;

/**
 * The house rules about who may know whom. The root package is a parameter, so that the same rules
 * can be held against a small house that breaks them all.
 */
final class Architecture {
  /**
   * For each package the packages of ours that it may use beside itself. {@code daemon} is missing:
   * it sees all the others, and none of them sees it.
   */
  private static final SortedMap<String, List<String>> MAY_USE = mayUse();

  /** What is pure: no I/O, no metrics, no threads. */
  private static final List<String> PURE = List.of("model", "npm", "policy", "catalog");

  private final String root;

  Architecture(String root) {
    this.root = root;
  }

  private static SortedMap<String, List<String>> mayUse() {
    var rules = new TreeMap<String, List<String>>();
    rules.put("io", List.of());
    rules.put("storage", List.of("io"));
    rules.put("storage.memory", List.of("storage", "io"));
    rules.put("storage.rocksdb", List.of("storage", "io"));
    rules.put("model", List.of("storage"));
    rules.put("config", List.of("model"));
    rules.put("npm", List.of("model", "storage"));
    rules.put("policy", List.of("model"));
    rules.put("catalog", List.of("model", "config", "storage"));
    rules.put("search", List.of("model"));
    rules.put("upstream", List.of("io", "model", "config"));
    rules.put("cache", List.of("upstream", "storage", "npm", "model", "io", "config"));
    rules.put(
        "resolve",
        List.of(
            "cache",
            "upstream",
            "storage",
            "search",
            "policy",
            "catalog",
            "npm",
            "model",
            "io",
            "config"));
    rules.put("http", List.of("io", "config"));
    rules.put("auth", List.of("http", "catalog", "storage", "model", "io", "config"));
    rules.put(
        "registry",
        List.of(
            "http",
            "resolve",
            "cache",
            "upstream",
            "storage",
            "catalog",
            "npm",
            "search",
            "model",
            "io",
            "config",
            "auth"));
    rules.put(
        "control",
        List.of(
            "http", "resolve", "policy", "catalog", "npm", "model", "io", "config", "auth",
            "storage"));
    rules.put(
        "metrics",
        List.of("http", "registry", "resolve", "cache", "upstream", "storage", "policy", "model"));
    return rules;
  }

  /** Every package that the design names. */
  static Set<String> packages() {
    var all = new TreeSet<>(MAY_USE.keySet());
    all.add("daemon");
    return all;
  }

  /** Every rule by a short name. */
  Map<String, ArchRule> rules() {
    var rules = new LinkedHashMap<String, ArchRule>();
    MAY_USE.forEach((name, others) -> rules.put(name + " uses", uses(name, others)));
    rules.put("no cycles", noCycles());
    rules.put("rocksdb", only("storage.rocksdb", "org.rocksdb.."));
    rules.put("lucene", only("search", "org.apache.lucene.."));
    rules.put("reactor", only("upstream", "reactor.."));
    rules.put("micrometer", only("metrics", "io.micrometer..", "io.prometheus.."));
    rules.put("netty in storage", onlyByteBufOfNetty());
    rules.put("model and storage", onlyDigestsOfStorage("model"));
    rules.put("npm and storage", onlyDigestsOfStorage("npm"));
    for (var name : PURE) {
      rules.put(name + " is pure", pure(name));
      rules.put(name + " has no threads", noThreads(name));
      rules.put(name + " starts nothing", startsNothing(name));
    }
    return rules;
  }

  ArchRule rule(String name) {
    return requireNonNull(rules().get(name), name);
  }

  /** {@code dev.weir.catalog} of {@code catalog}. */
  String full(String name) {
    return root + "." + name;
  }

  private ArchRule uses(String name, List<String> others) {
    var allowed = new ArrayList<String>();
    allowed.add(full(name));
    others.forEach(other -> allowed.add(full(other)));
    DescribedPredicate<JavaClass> strangers = not(resideInAPackage(root + ".."));
    return classes()
        .that()
        .resideInAPackage(full(name))
        .should()
        .onlyDependOnClassesThat(strangers.or(resideInAnyPackage(allowed.toArray(String[]::new))))
        .allowEmptyShould(true);
  }

  private ArchRule noCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  private ArchRule only(String name, String... libraries) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackage(full(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  private ArchRule onlyByteBufOfNetty() {
    var netty = resideInAPackage("io.netty..");
    var byteBuf = equivalentTo(ByteBuf.class);
    return noClasses()
        .that()
        .resideInAnyPackage(full("io"), full("storage"))
        .should()
        .dependOnClassesThat(netty.and(not(byteBuf)));
  }

  /** A digest is a value; what holds bytes and records is not for pure packages. */
  private ArchRule onlyDigestsOfStorage(String name) {
    var storage = resideInAPackage(full("storage"));
    var digests = nameMatching(Pattern.quote(full("storage")) + "\\.Digest(Algorithm)?");
    return noClasses()
        .that()
        .resideInAPackage(full(name))
        .should()
        .dependOnClassesThat(storage.and(not(digests)))
        .allowEmptyShould(true);
  }

  private ArchRule pure(String name) {
    return noClasses()
        .that()
        .resideInAPackage(full(name) + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.netty..", "reactor..", "org.rocksdb..", "io.micrometer..", "io.prometheus..")
        .allowEmptyShould(true);
  }

  private ArchRule noThreads(String name) {
    return noClasses()
        .that()
        .resideInAPackage(full(name) + "..")
        .should()
        .dependOnClassesThat(
            assignableTo(Executor.class)
                .or(assignableTo(Thread.class))
                .or(assignableTo(Timer.class))
                .or(equivalentTo(Executors.class)))
        .allowEmptyShould(true);
  }

  /** {@code thenApplyAsync} and its like go to the common pool without naming it. */
  private ArchRule startsNothing(String name) {
    return noClasses()
        .that()
        .resideInAPackage(full(name) + "..")
        .should()
        .callMethodWhere(usesTheCommonPool())
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaMethodCall> usesTheCommonPool() {
    return DescribedPredicate.describe(
        "the target runs in the common pool", call -> usesTheCommonPool(call.getTarget()));
  }

  private static boolean usesTheCommonPool(MethodCallTarget target) {
    var name = target.getName();
    boolean onStage = target.getOwner().isAssignableTo(CompletionStage.class);
    boolean onStream = target.getOwner().isAssignableTo(BaseStream.class);
    return onStage && name.endsWith("Async")
        || onStream && name.equals("parallel")
        || name.equals("parallelStream");
  }
}
