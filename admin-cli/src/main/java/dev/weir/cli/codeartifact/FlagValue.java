package dev.weir.cli.codeartifact;

import dev.weir.cli.Failure;
import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Makes of the words after an option what a request's member takes. Any of them may be {@code
 * file://PATH}, which is the content of that file, read from {@code folder}.
 */
final class FlagValue {
  private final String flag;
  private final Path folder;

  private FlagValue(String flag, Path folder) {
    this.flag = flag;
    this.folder = folder;
  }

  static void set(SdkPojo request, SdkField<?> field, List<String> words, Path folder) {
    var value = new FlagValue(Flag.name(field), folder);
    field.set(request, Flag.isList(field) ? value.list(field, words) : value.one(field, words));
  }

  private Object one(SdkField<?> field, List<String> words) {
    var text = content(words.get(0));
    if (field.marshallingType() == MarshallingType.INTEGER) {
      return Math.toIntExact(number(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
    if (field.marshallingType() == MarshallingType.LONG) {
      return number(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (field.marshallingType() == MarshallingType.BOOLEAN) {
      return Boolean.valueOf(text);
    }
    if (field.marshallingType() == MarshallingType.SDK_POJO) {
      return item(field, object(text));
    }
    return field.marshallingType() == MarshallingType.MAP ? map(text) : text;
  }

  private Map<String, String> map(String text) {
    if (!(object(text) instanceof Json.Members members)) {
      throw Failure.usage("%s: %s (expected: an object)".formatted(flag, text));
    }
    var map = new LinkedHashMap<String, String>();
    members.all().keySet().forEach(name -> map.put(name, members.text(name)));
    return map;
  }

  private Json object(String text) {
    return text.startsWith("{") ? json(text) : shorthand(text);
  }

  private long number(String text, long least, long most) {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException none) {
      // Told below, as one that is out of range.
    }
    throw Failure.usage("%s: %s (expected: a whole number)".formatted(flag, text));
  }

  private List<Object> list(SdkField<?> field, List<String> words) {
    var item = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
    List<Object> list = new ArrayList<>();
    for (String word : words) {
      var text = content(word);
      if (text.startsWith("[")) {
        json(text).items().forEach(element -> list.add(item(item, element)));
      } else if (item.marshallingType() == MarshallingType.SDK_POJO) {
        list.add(item(item, object(text)));
      } else {
        list.add(text);
      }
    }
    return list;
  }

  private Object item(SdkField<?> item, Json element) {
    if (item.marshallingType() != MarshallingType.SDK_POJO) {
      return element.asText();
    }
    if (!(element instanceof Json.Members members)) {
      throw Failure.usage("%s: %s (expected: an object)".formatted(flag, element.asText()));
    }
    SdkPojo made = item.constructor().get();
    for (String name : members.all().keySet()) {
      made.sdkFields().stream()
          .filter(field -> field.memberName().equals(name))
          .findFirst()
          .orElseThrow(() -> unknown(name, made))
          .set(made, members.text(name));
    }
    return ((Buildable) made).build();
  }

  private Failure unknown(String name, SdkPojo made) {
    var known = made.sdkFields().stream().map(SdkField::memberName).toList();
    return Failure.usage("%s: %s (expected: %s)".formatted(flag, name, String.join(", ", known)));
  }

  private Json json(String text) {
    try {
      return JsonReader.read(text);
    } catch (IllegalArgumentException malformed) {
      throw Failure.usage("%s: no JSON: %s".formatted(flag, malformed.getMessage()));
    }
  }

  private Json shorthand(String text) {
    try {
      return Shorthand.read(text);
    } catch (IllegalArgumentException malformed) {
      throw Failure.usage("%s: %s (%s)".formatted(flag, text, malformed.getMessage()));
    }
  }

  private String content(String word) {
    if (!word.startsWith("file://") && !word.startsWith("fileb://")) {
      return word;
    }
    var path = word.substring(word.indexOf("//") + 2);
    try {
      return new String(Files.readAllBytes(folder.resolve(path)), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw Failure.usage("%s: %s (expected: a file that can be read)".formatted(flag, word));
    }
  }
}
