package dev.weir.resolve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.CacheStatus;
import dev.weir.cache.Freshness;
import dev.weir.cache.LoadedDocument;
import dev.weir.model.PackageName;
import dev.weir.npm.Form;
import dev.weir.npm.OwnPart;
import dev.weir.npm.PackageIndex;
import dev.weir.npm.PackumentIndexer;
import dev.weir.npm.PackumentLimits;
import dev.weir.npm.PackumentSource;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clients that waited for one document share its plan. */
class PlansTest {
  private static final PackageName NAME = new PackageName("lodash");
  private static final String BASE = "http://127.0.0.1/npm/local/dev/";
  private static final String DOCUMENT =
      """
      {"name":"lodash","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{"name":"lodash",
      "version":"1.0.0","dist":{"tarball":"http://registry.example/lodash/-/lodash-1.0.0.tgz"}}}}
      """;

  private final Plans plans = new Plans();

  @Test
  void viewsOfOneDocumentShareAPlan() throws Exception {
    var document = new PackumentSource.Document(index());

    assertThat(view(document).plan(Form.FULL, BASE)).isSameAs(view(document).plan(Form.FULL, BASE));
  }

  @Test
  void formsAndBasesHavePlansOfTheirOwn() throws Exception {
    var document = new PackumentSource.Document(index());
    var plan = view(document).plan(Form.FULL, BASE);

    assertThat(view(document).plan(Form.ABBREVIATED, BASE).length()).isLessThan(plan.length());
    assertThat(view(document).plan(Form.FULL, BASE + "x/").length()).isGreaterThan(plan.length());
    assertThat(view(document).plan(Form.FULL, BASE).length()).isEqualTo(plan.length());
  }

  @Test
  void anotherDocumentOfTheSamePackageHasAPlanOfItsOwn() throws Exception {
    var plan = view(new PackumentSource.Document(index())).plan(Form.FULL, BASE);

    assertThat(view(new PackumentSource.Document(index())).plan(Form.FULL, BASE)).isNotSameAs(plan);
  }

  @Test
  void whatARepositoryHoldsItselfIsPlannedEachTime() throws Exception {
    var held = new PackumentSource.Versions(List.of(), Map.of());
    var document = new PackumentSource.Document(index());

    assertThat(view(held, document).plan(Form.FULL, BASE))
        .isNotSameAs(view(held, document).plan(Form.FULL, BASE));
  }

  private PackumentView view(PackumentSource... sources) {
    List<Optional<LoadedDocument>> none = Collections.nCopies(sources.length, Optional.empty());
    return new PackumentView(
        NAME,
        List.of(sources),
        none,
        OwnPart.NONE,
        CacheStatus.MISS,
        Freshness.strict(Instant.EPOCH),
        1,
        1,
        plans);
  }

  private static PackageIndex index() throws Exception {
    return PackumentIndexer.index(
        NAME, new ByteArrayInputStream(DOCUMENT.getBytes(UTF_8)), new PackumentLimits(10));
  }
}
