package dev.weir.cli.codeartifact;

import dev.weir.cli.json.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Turns an answer of the SDK into JSON as the AWS CLI prints it: members named and ordered as in
 * the API, what is absent left out, times as ISO 8601 with the offset of {@code zone}.
 */
record Answer(ZoneId zone) {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT);

  Json.Members json(SdkPojo answer) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (SdkField<?> field : answer.sdkFields()) {
      var value = field.getValueOrDefault(answer);
      if (!isAbsent(value)) {
        members.put(field.memberName(), value(value));
      }
    }
    return new Json.Members(members);
  }

  private static boolean isAbsent(@Nullable Object value) {
    return value == null
        || value instanceof SdkAutoConstructList
        || value instanceof SdkAutoConstructMap;
  }

  private Json value(Object value) {
    if (value instanceof SdkPojo object) {
      return json(object);
    }
    if (value instanceof Collection<?> list) {
      return new Json.Items(list.stream().map(this::value).toList());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Json> members = new TreeMap<>();
      map.forEach((name, member) -> members.put(String.valueOf(name), value(member)));
      return new Json.Members(members);
    }
    if (value instanceof Number number) {
      return Json.Digits.of(number);
    }
    return new Json.Text(value instanceof Instant time ? time(time) : value.toString());
  }

  private String time(Instant time) {
    ZonedDateTime local = time.atZone(zone);
    return (local.getNano() < 1000 ? SECONDS : MICROSECONDS).format(local);
  }
}
