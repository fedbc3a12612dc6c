package dev.weir.testing;

import io.netty.util.LeakPresenceDetector;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves a reference-counted buffer unreleased. Found by every test through
 * JUnit's extension auto-detection.
 *
 * <p>A class that keeps something open over several tests, such as a daemon, says so with {@link
 * LeaksCheckedAfterAll} and is checked once, after its {@code @AfterAll}.
 */
public final class NoLeaks implements AfterEachCallback, AfterAllCallback {
  @Override
  public void afterEach(ExtensionContext context) {
    if (!checkedAfterAll(context)) {
      LeakPresenceDetector.check();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    LeakPresenceDetector.check();
  }

  private static boolean checkedAfterAll(ExtensionContext context) {
    for (var type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
      if (type.isAnnotationPresent(LeaksCheckedAfterAll.class)) {
        return true;
      }
    }
    return false;
  }
}
