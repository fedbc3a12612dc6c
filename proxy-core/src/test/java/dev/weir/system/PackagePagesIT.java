package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.CacheTables;
import dev.weir.cache.Stages;
import dev.weir.resolve.LedgerTables;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.rocksdb.RocksSettings;
import dev.weir.storage.rocksdb.RocksStores;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.FixtureVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;
import software.amazon.awssdk.services.codeartifact.model.PackageDependency;
import software.amazon.awssdk.services.codeartifact.model.PackageSummary;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionSortType;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionSummary;
import software.amazon.awssdk.services.codeartifact.model.ValidationException;

/** Long lists, page by page, as the SDK's own paginators ask for them. */
@LeaksCheckedAfterAll
class PackagePagesIT {
  private static final int PACKAGES = 2500;
  private static final int VERSIONS = 120;
  private static final int DEPENDENCIES = 1201;

  private static FixtureRegistry origin;
  private static WeirUnderTest weir;
  private static CodeartifactClient sdk;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    weir = WeirUnderTest.of(origin);
    addPackages();
    sdk = Sdk.of(weir);
    origin.add(
        FixturePackage.of("many")
            .versions(VERSIONS)
            .version("9.0.0", PackagePagesIT::dependencies));
    for (var version : versions()) {
      install("many", version);
    }
    install("many", "9.0.0");
  }

  @AfterAll
  static void stop() {
    sdk.close();
    weir.close();
    origin.close();
  }

  /** 1,000 and 7: the most there can be, and one that divides nothing. */
  @ParameterizedTest
  @ValueSource(ints = {1000, 7})
  void eachOfManyPackagesIsListedOnceWhileOthersAreAdded(int size) {
    var listed = new ArrayList<String>();
    int added = 0;
    for (var page :
        sdk.listPackagesPaginator(
            r -> r.domain("local").repository("dev").packagePrefix("pkg-").maxResults(size))) {
      assertThat(page.packages()).hasSizeLessThanOrEqualTo(size);
      page.packages().stream().map(PackageSummary::packageValue).forEach(listed::add);
      if (added < 20) {
        add("pkg-%04d-%d-%d".formatted((added * 131) % PACKAGES, size, added++));
      }
    }

    assertThat(listed).doesNotHaveDuplicates().isSorted();
    assertThat(listed).containsAll(standing());
  }

  @Test
  void withoutASizeAPageHasAHundredPackages() {
    var page = sdk.listPackages(r -> r.domain("local").repository("dev"));

    assertThat(page.packages()).hasSize(100);
    assertThat(page.nextToken()).matches("\\S{1,2000}");
  }

  @Test
  void versionsArePagedInBothOrders() {
    var byName =
        sdk
            .listPackageVersionsPaginator(
                r -> r.domain("local").repository("dev").format("npm").packageValue("many"))
            .versions()
            .stream()
            .map(PackageVersionSummary::version)
            .toList();
    var newestFirst =
        sdk
            .listPackageVersionsPaginator(
                r ->
                    r.domain("local")
                        .repository("dev")
                        .format("npm")
                        .packageValue("many")
                        .sortBy(PackageVersionSortType.PUBLISHED_TIME)
                        .maxResults(7))
            .versions()
            .stream()
            .map(PackageVersionSummary::version)
            .toList();

    assertThat(byName).isSorted().hasSize(VERSIONS + 1);
    assertThat(newestFirst).startsWith("9.0.0").containsExactlyInAnyOrderElementsOf(byName);
    var first =
        sdk.listPackageVersions(
            r -> r.domain("local").repository("dev").format("npm").packageValue("many"));
    assertThat(first.versions()).as("without a size").hasSize(50);
    assertThat(first.defaultDisplayVersion()).isEqualTo("9.0.0");
  }

  @Test
  void dependenciesArePagedThoughTheirRequestHasNoSize() {
    var all = new ArrayList<PackageDependency>();
    String token = null;
    do {
      var from = token;
      var page =
          sdk.listPackageVersionDependencies(
              r ->
                  r.domain("local")
                      .repository("dev")
                      .format("npm")
                      .packageValue("many")
                      .packageVersion("9.0.0")
                      .nextToken(from));
      assertThat(page.dependencies()).hasSizeLessThanOrEqualTo(500);
      all.addAll(page.dependencies());
      token = page.nextToken();
    } while (token != null);

    assertThat(all).doesNotHaveDuplicates().hasSize(DEPENDENCIES);
  }

  @Test
  void aTokenThatWasMadeUpChangedOrIsOfAnotherListIsRefused() {
    var token =
        sdk.listPackages(r -> r.domain("local").repository("dev").maxResults(1)).nextToken();

    assertThat(
            sdk.listPackages(
                    r -> r.domain("local").repository("dev").maxResults(5).nextToken(token))
                .packages())
        .as("a page of another size")
        .hasSize(5);
    refused("made-up", "dev", "");
    refused(token.substring(0, token.length() - 1), "dev", "");
    refused((token.charAt(0) == 'A' ? 'B' : 'A') + token.substring(1), "dev", "");
    refused(token, "npm-store", "");
    refused(token, "dev", "pkg");
  }

  private static void refused(String token, String repository, String prefix) {
    assertThatThrownBy(
            () ->
                sdk.listPackages(
                    r ->
                        r.domain("local")
                            .repository(repository)
                            .packagePrefix(prefix.isEmpty() ? null : prefix)
                            .nextToken(token)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("next-token: ");
  }

  private static void add(String name) {
    origin.add(FixturePackage.of(name).versions("1.0.0"));
    install(name, "1.0.0");
  }

  private static List<String> standing() {
    return IntStream.range(0, PACKAGES).mapToObj("pkg-%04d"::formatted).toList();
  }

  private static List<String> versions() {
    return FixturePackage.of("many").versions(VERSIONS).resolved().stream()
        .map(FixtureVersion::version)
        .toList();
  }

  private static FixtureVersion dependencies(FixtureVersion version) {
    var all = version;
    for (int i = 0; i < DEPENDENCIES; i++) {
      all = all.dependsOn("dep-" + i, "^1.0." + i);
    }
    return all;
  }

  private static void install(String name, String version) {
    var path = FixtureRegistry.tarballPath(name, version).substring(1);
    assertThat(weir.bytes(path).statusCode()).isEqualTo(200);
  }

  /** As if they had been installed, which would take a while. */
  private static void addPackages() {
    weir.stop();
    var stores =
        RocksStores.open(weir.data(), RocksSettings.DEFAULT, LedgerTables.ALL, CacheTables.ALL);
    try {
      var puts =
          standing().stream()
              .map(
                  name ->
                      stores
                          .ledger()
                          .records()
                          .put(
                              LedgerTables.PACKAGES,
                              Key.of("local", "dev", name),
                              "{\"v\":1,\"since\":1}".getBytes(StandardCharsets.UTF_8),
                              Expected.ABSENT)
                          .toCompletableFuture())
              .toArray(CompletableFuture[]::new);
      Stages.await(CompletableFuture.allOf(puts));
    } finally {
      Stages.await(stores.closeAsync());
    }
    weir.restart();
  }
}
