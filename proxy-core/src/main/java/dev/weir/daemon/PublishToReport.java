package dev.weir.daemon;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.model.PackageName;
import dev.weir.resolve.ManyOutcome;
import dev.weir.resolve.PublishOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The answer of {@code POST /weir/v1/publish}; {@code docs/extension-api.md} shows it.
 *
 * @param error why nothing was published, as in every error; absent if it was
 * @param message the same
 */
record PublishToReport(
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> error,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> message,
    @JsonProperty("package") Optional<String> name,
    Optional<String> version,
    String tag,
    List<To> repositories) {
  /**
   * What became of it in a repository.
   *
   * @param outcome {@code published}, {@code unchanged}, {@code conflict}, {@code denied}, {@code
   *     invalid}, or {@code held-back} where nothing was against it but something was elsewhere
   */
  record To(String domain, String repository, String outcome, Optional<String> detail) {
    static To of(ManyOutcome.To to) {
      return new To(
          to.repository().domain().value(),
          to.repository().repository().value(),
          to.outcome().map(To::word).orElse("held-back"),
          to.outcome().map(PublishOutcome::words).filter(words -> !words.isEmpty()));
    }

    private static String word(PublishOutcome outcome) {
      return outcome.kind() == PublishOutcome.Kind.DONE
          ? "published"
          : outcome.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static PublishToReport of(ManyOutcome outcome, String tag) {
    var words = Optional.of(outcome.whole().words()).filter(text -> !text.isEmpty());
    return new PublishToReport(
        words,
        words,
        outcome.name().map(PackageName::value),
        outcome.version(),
        tag,
        outcome.each().stream().map(To::of).toList());
  }
}
