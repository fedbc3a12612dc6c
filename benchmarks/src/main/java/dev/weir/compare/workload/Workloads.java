package dev.weir.compare.workload;

import dev.weir.compare.origin.Fixture;
import dev.weir.compare.origin.FixtureShape.Role;
import dev.weir.compare.wire.Header;
import dev.weir.compare.workload.Workload.Rate;
import java.util.List;
import java.util.function.Function;

/** The workloads that everything is measured with, in the order of the tables. */
public final class Workloads {
  private static final int MANY = 64;
  private static final int FEW = 4;

  private static final List<Header> ABBREVIATED = List.of(Fixture.GZIP, Fixture.ABBREVIATED);
  private static final List<Header> FULL = List.of(Fixture.GZIP, Fixture.FULL);

  private Workloads() {}

  /** All of them; their names are what {@code --only} takes. */
  public static List<Workload> of(Fixture fixture) {
    var small = packuments(fixture.of(Role.SMALL));
    var rotating = packuments(fixture.of(Role.ROTATING));
    return List.of(
        requests("small", "one small packument", small, ABBREVIATED),
        requests("rotating", rotating.size() + " packuments in turn", rotating, ABBREVIATED),
        requests("full", rotating.size() + " full packuments in turn", rotating, FULL),
        new Workload(
            "not-modified",
            "the same, If-None-Match, 304",
            rotating,
            ABBREVIATED,
            true,
            304,
            Rate.REQUESTS,
            MANY),
        requests("tarballs", "small tarballs in turn", tarballs(fixture), ABBREVIATED),
        new Workload(
            "absent",
            "unknown package, 404",
            List.of(new Target("/no-such-package-at-all", new Target.Absence())),
            ABBREVIATED,
            false,
            404,
            Rate.REQUESTS,
            MANY),
        new Workload(
            "large",
            "one 10 MB tarball",
            each(fixture.of(Role.LARGE), Workloads::tarball),
            ABBREVIATED,
            false,
            200,
            Rate.MEGABYTES,
            FEW));
  }

  /** Their names, without a fixture. */
  public static List<String> names() {
    return List.of("small", "rotating", "full", "not-modified", "tarballs", "absent", "large");
  }

  private static Workload requests(
      String name, String title, List<Target> targets, List<Header> headers) {
    return new Workload(name, title, targets, headers, false, 200, Rate.REQUESTS, MANY);
  }

  private static List<Target> packuments(List<Fixture.Item> items) {
    return each(
        items, item -> new Target(item.packument(), new Target.Packument(item.packumentDigest())));
  }

  private static List<Target> tarballs(Fixture fixture) {
    return each(fixture.of(Role.ROTATING), Workloads::tarball);
  }

  private static Target tarball(Fixture.Item item) {
    return new Target(
        item.tarball(), new Target.Bytes(item.tarballSha256(), item.line().tarballBytes()));
  }

  private static List<Target> each(List<Fixture.Item> items, Function<Fixture.Item, Target> of) {
    return items.stream().map(of).toList();
  }
}
