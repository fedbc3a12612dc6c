package dev.weir.resolve;

import dev.weir.cache.AnswerKey;
import dev.weir.cache.Answers;
import dev.weir.catalog.SearchOrder;
import dev.weir.config.SearchSettings;
import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.search.SearchHits;
import dev.weir.search.SearchQuery;
import dev.weir.upstream.UpstreamResponse;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Searches: the first connection, in search order, that has a search answers alone, since pages of
 * several could not be put together. Where none has, or none shall be asked, what is stored is
 * searched. Packages of our own come first. A text with a name that a connection may not hear is
 * not forwarded to it.
 */
final class Searches {
  /** Words of a search that are looked at for names; one that has more is answered here. */
  private static final int MAX_WORDS = 32;

  private static final String SCOPE = "scope:";
  private static final byte[] NOTHING = {'{', '}'};

  private final Answers answers;
  private final OwnSearch own;
  private final OpenOrders orders;
  private final OpenHits open;
  private final StoredSearch stored;
  private final SearchSettings settings;
  private final InstantSource clock;

  Searches(
      Answers answers,
      OwnSearch own,
      OpenOrders orders,
      OpenHits open,
      StoredSearch stored,
      SearchSettings settings,
      InstantSource clock) {
    this.answers = answers;
    this.own = own;
    this.orders = orders;
    this.open = open;
    this.clock = clock;
    this.stored = stored;
    this.settings = settings;
  }

  /** The answer, as JSON. */
  CompletionStage<Resolution<byte[]>> of(SearchOrder order, SearchQuery query) {
    return own.of(order, query).thenCompose(found -> of(order, query, found));
  }

  /** Ours come first; what is asked elsewhere are the pages behind them. */
  private CompletionStage<Resolution<byte[]>> of(
      SearchOrder order, SearchQuery query, OwnSearch.Found found) {
    int ours = found.names().size();
    if (ours == 0) {
      return others(order, query, found);
    }
    var rest =
        query.page(
            Math.max(0, query.from() - ours), Math.max(0, query.size() - found.shown().size()));
    return rest.size() == 0
        ? now(new Resolution.Found<>(merged(found, NOTHING, 0)))
        : others(order, rest, found)
            .thenApply(theirs -> new Resolution.Found<>(merged(found, json(theirs), rest.size())));
  }

  private CompletionStage<Resolution<byte[]>> others(
      SearchOrder order, SearchQuery query, OwnSearch.Found found) {
    var ours = Set.copyOf(found.names());
    return settings.forward() && !found.secret()
        ? hearing(order, query).thenCompose(connections -> ask(order, connections, query, ours))
        : ask(order, List.of(), query, ours);
  }

  /** What is ours is found though others cannot be asked. */
  private static byte[] json(Resolution<byte[]> theirs) {
    return theirs instanceof Resolution.Found<byte[]> found ? found.value() : NOTHING;
  }

  private byte[] merged(OwnSearch.Found found, byte[] theirs, int most) {
    var names = new HashSet<String>();
    found.names().forEach(name -> names.add(name.value()));
    var hits = new SearchHits();
    found.shown().forEach(hits::add);
    int total = hits.addAll(theirs, names::contains, most);
    return hits.json(found.names().size() + total, clock.instant().toString());
  }

  /** Connections that may be told every name that stands in the text. */
  private CompletionStage<List<ConnectionName>> hearing(SearchOrder order, SearchQuery query) {
    var words = query.words();
    if (words.size() > MAX_WORDS) {
      return CompletableFuture.completedFuture(List.of());
    }
    var open =
        words.stream()
            .flatMap(word -> name(word).stream())
            .distinct()
            .map(name -> orders.of(order, name).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(open.toArray(CompletableFuture[]::new))
        .thenApply(
            nothing ->
                order.connections().stream()
                    .filter(
                        connection ->
                            open.stream()
                                .allMatch(
                                    of -> of.join().order().connections().contains(connection)))
                    .toList());
  }

  /** A package that the word names, or one of the scope that it names. */
  private static Optional<PackageName> name(String word) {
    var text = word;
    if (word.startsWith(SCOPE)) {
      var scope = word.substring(SCOPE.length());
      text = scope.startsWith("@") ? scope : "@" + scope;
    }
    if (text.startsWith("@") && text.indexOf('/') < 0) {
      text += "/";
    }
    return PackageName.parse(text.endsWith("/") ? text + "x" : text);
  }

  private CompletionStage<Resolution<byte[]>> ask(
      SearchOrder order, List<ConnectionName> left, SearchQuery query, Set<PackageName> ours) {
    if (left.isEmpty()) {
      return stored.of(order, query, ours).thenApply(Resolution.Found::new);
    }
    var connection = left.get(0);
    return answers
        .get(new AnswerKey(connection, query.path()))
        .thenCompose(
            answer ->
                answer.match(
                    found ->
                        open.of(order, connection, found.json()).thenApply(Resolution.Found::new),
                    absent -> ask(order, left.subList(1, left.size()), query, ours),
                    fault ->
                        hasNone(fault.cause())
                            ? ask(order, left.subList(1, left.size()), query, ours)
                            : now(
                                new Resolution.Unavailable<>(
                                    order.external(connection), fault.cause()))));
  }

  private static boolean hasNone(UpstreamResponse cause) {
    return cause instanceof UpstreamResponse.Refused refused && refused.status() == 405;
  }

  private static CompletionStage<Resolution<byte[]>> now(Resolution<byte[]> resolution) {
    return CompletableFuture.completedFuture(resolution);
  }
}
