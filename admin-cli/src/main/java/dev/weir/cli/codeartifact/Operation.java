package dev.weir.cli.codeartifact;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;

/**
 * An operation of the CodeArtifact API and the verb that it is.
 *
 * @param <Q> the builder of its request
 * @param verb its name on the command line; the API's name is the same in other letters
 * @param summary one line of help
 * @param required the members that must be given
 * @param pages what its answers are pages of, if they are
 */
record Operation<Q extends SdkPojo>(
    String verb,
    String summary,
    List<String> required,
    Optional<PagedMembers> pages,
    Supplier<Q> request,
    BiFunction<CodeartifactClient, Q, SdkPojo> call) {

  /** An operation that answers at once. */
  static <Q extends SdkPojo> Operation<Q> of(
      String verb,
      String summary,
      List<String> required,
      Supplier<Q> request,
      BiFunction<CodeartifactClient, Q, SdkPojo> call) {
    return new Operation<>(verb, summary, required, Optional.empty(), request, call);
  }

  /** This one, whose answers are pages. */
  Operation<Q> paged(PagedMembers pages) {
    return new Operation<>(verb, summary, required, Optional.of(pages), request, call);
  }

  /** The API's name, such as {@code CreateDomain}. */
  String name() {
    var name = new StringBuilder();
    for (String word : verb.split("-", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    return name.toString();
  }

  List<SdkField<?>> fields() {
    return request.get().sdkFields();
  }
}
