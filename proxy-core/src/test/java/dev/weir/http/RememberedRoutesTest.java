package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RememberedRoutesTest {
  private static final Handler OK = request -> TestReplies.ok(request.path());
  private final ArrayList<String> found = new ArrayList<>();

  private Route find(Request request) {
    found.add(request.method() + " " + request.path());
    var route = new Route(request.path(), OK);
    return request.path().startsWith("/hot") ? route.shortBy(asked -> null) : route;
  }

  @Test
  void aRouteWithAShortcutIsFoundOnce() {
    var routes = new RememberedRoutes(this::find, 16);

    var first = routes.route(Requests.get("/hot"));

    assertThat(routes.route(Requests.get("/hot"))).isSameAs(first);
    assertThat(found).containsExactly("GET /hot");
  }

  @Test
  void aRouteWithoutAShortcutIsFoundEachTime() {
    var routes = new RememberedRoutes(this::find, 16);

    routes.route(Requests.get("/cold"));
    routes.route(Requests.get("/cold"));

    assertThat(found).hasSize(2);
  }

  @Test
  void anotherMethodIsNotTakenForAGet() {
    var routes = new RememberedRoutes(this::find, 16);
    routes.route(Requests.get("/hot"));

    routes.route(Requests.of(HttpMethod.POST, "/hot"));

    assertThat(found).containsExactly("GET /hot", "POST /hot");
  }

  @Test
  void aPathThatIsLongerThanAnyPackagesIsNotKept() {
    var routes = new RememberedRoutes(this::find, 16);
    var path = "/hot/" + "x".repeat(600);

    routes.route(Requests.get(path));
    routes.route(Requests.get(path));

    assertThat(found).hasSize(2);
  }

  @Test
  void howeverManyPathsComeEachGetsItsOwnRoute() {
    var routes = new RememberedRoutes(this::find, 64);

    for (int round = 0; round < 3; round++) {
      IntStream.range(0, 1000)
          .mapToObj(i -> "/hot/" + i)
          .forEach(
              path -> assertThat(routes.route(Requests.get(path)).operation()).isEqualTo(path));
    }
  }

  @Test
  void whatFitsWellIsKeptNearlyWhole() {
    var routes = new RememberedRoutes(this::find, 4096);
    var paths = IntStream.range(0, 300).mapToObj(i -> "/hot/package-" + i).toList();
    paths.forEach(path -> routes.route(Requests.get(path)));
    found.clear();

    paths.forEach(path -> routes.route(Requests.get(path)));

    assertThat(found).hasSizeLessThan(15);
  }

  @Test
  void twoPathsOfOneHashAreKeptSideBySide() {
    // "Aa" and "BB" have the same hash.
    var routes = new RememberedRoutes(this::find, 2);
    var kept = new HashMap<String, Route>();
    for (var path : new String[] {"/hot/Aa", "/hot/BB"}) {
      kept.put(path, routes.route(Requests.get(path)));
    }

    kept.forEach((path, route) -> assertThat(routes.route(Requests.get(path))).isSameAs(route));
  }
}
