package dev.weir.cache;

import dev.weir.storage.Versioned;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stored record's form: a JSON object that begins with its format version, {@code "v"}. Members
 * that a later version adds are passed over.
 */
public final class JsonRecord<T extends Record> {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Class<T> type;

  public JsonRecord(Class<T> type) {
    this.type = type;
  }

  public byte[] encode(T value) {
    return JSON.writeValueAsBytes(value);
  }

  /** The value, or empty if the bytes are none of ours: such a record counts as absent. */
  public Optional<T> decode(Versioned record) {
    try {
      return Optional.ofNullable(JSON.readValue(record.value(), type));
    } catch (JacksonException notOurs) {
      return Optional.empty();
    }
  }
}
