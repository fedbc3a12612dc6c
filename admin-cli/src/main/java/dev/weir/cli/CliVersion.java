package dev.weir.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into {@code version.properties}. */
final class CliVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    try (var in = CliVersion.class.getResourceAsStream("version.properties")) {
      var properties = new Properties();
      properties.load(in);
      return new String[] {"weir " + properties.getProperty("version", "unknown")};
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
