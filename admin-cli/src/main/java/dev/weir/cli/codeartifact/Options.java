package dev.weir.cli.codeartifact;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** The options of a verb, one for each member of the request, those that must be given first. */
final class Options {
  private Options() {}

  static List<OptionSpec> of(Operation<?> operation) {
    return of(operation.fields(), operation.required());
  }

  static List<OptionSpec> of(List<SdkField<?>> fields, List<String> required) {
    Comparator<SdkField<?>> requiredFirst =
        Comparator.comparing(field -> !required.contains(field.memberName()));
    return fields.stream()
        .sorted(requiredFirst)
        .map(field -> option(field, required.contains(field.memberName())))
        .toList();
  }

  private static OptionSpec option(SdkField<?> field, boolean required) {
    var option =
        OptionSpec.builder(Flag.name(field))
            .required(required)
            .paramLabel(Flag.label(field))
            .description(Flag.text(field));
    if (Flag.isSwitch(field)) {
      return option.type(Boolean.class).arity("0").negatable(true).build();
    }
    // A list may be empty, which takes all that was there away.
    return Flag.isList(field)
        ? option.type(List.class).auxiliaryTypes(String.class).arity("0..*").build()
        : option.type(String.class).build();
  }

  /** Sets the members of {@code request} that were given. */
  static void fill(CommandSpec spec, SdkPojo request, Path folder) {
    for (SdkField<?> field : request.sdkFields()) {
      given(spec, Flag.name(field))
          .ifPresent(words -> FlagValue.set(request, field, words, folder));
    }
  }

  /** The words after an option, if it was given. */
  static Optional<List<String>> given(CommandSpec spec, String name) {
    var parsed = spec.commandLine().getParseResult();
    if (!parsed.hasMatchedOption(name)) {
      return Optional.empty();
    }
    var option = parsed.matchedOption(name);
    return Optional.of(
        option.getValue() instanceof Boolean on ? List.of(on.toString()) : option.stringValues());
  }
}
