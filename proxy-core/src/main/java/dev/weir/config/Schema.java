package dev.weir.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the settings records look like: the keys of each, their types, defaults and documentation.
 * The one place that reflects, so that a new component of a record needs no other line of code.
 */
final class Schema {
  private Schema() {}

  /** One key of a record. */
  record Key(String name, String doc, Type type, RecordComponent component) {
    /** The value of this key in {@code owner}. */
    Object of(Record owner) {
      try {
        return component.getAccessor().invoke(owner);
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(component.toString(), impossible);
      }
    }

    /** {@code X} of {@code Optional<X>}, {@code List<X>} and {@code Map<String, X>}. */
    Class<?> element() {
      var arguments = ((ParameterizedType) type).getActualTypeArguments();
      return (Class<?>) arguments[arguments.length - 1];
    }

    boolean is(Class<?> raw) {
      return type instanceof ParameterizedType generic
          ? generic.getRawType() == raw
          : raw.isAssignableFrom((Class<?>) type);
    }

    boolean isMap() {
      return is(Map.class);
    }

    boolean isList() {
      return is(List.class);
    }

    boolean isOptional() {
      return is(Optional.class);
    }

    /** A record of settings; a size is a record too, and a single word in the file. */
    boolean isSection() {
      return is(Record.class) && type != DataSize.class;
    }
  }

  static List<Key> keys(Class<?> type) {
    return Stream.of(type.getRecordComponents()).map(Schema::key).toList();
  }

  private static Key key(RecordComponent component) {
    var doc = component.getAnnotation(Doc.class);
    if (doc == null) {
      throw new IllegalStateException("no @Doc: " + component);
    }
    return new Key(dashed(component.getName()), doc.value(), component.getGenericType(), component);
  }

  /** {@code maxUrlLength} is {@code max-url-length} in the file. */
  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** The constant {@code DEFAULTS} that every settings record has. */
  static Record defaults(Class<?> type) {
    try {
      return (Record) type.getField("DEFAULTS").get(null);
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("no public DEFAULTS: " + type, missing);
    }
  }

  /**
   * Calls the canonical constructor.
   *
   * @throws IllegalArgumentException as the record's own checks throw it
   */
  static Record construct(Class<?> type, Object[] values) {
    var types =
        Stream.of(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class[]::new);
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      return (Record) canonical.newInstance(values);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof IllegalArgumentException check) {
        throw check;
      }
      throw new IllegalStateException(type.toString(), thrown);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(type.toString(), impossible);
    }
  }
}
