package dev.weir.testing.clients;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A test that is run with each client in turn, and a row of the table in docs/protocol.md. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(EachClient.class)
public @interface ClientTest {
  /** What is done, and in which state: what the table calls it. */
  String value();

  /** The clients that cannot do this, whatever the registry. */
  Client[] without() default {};
}
