package dev.weir.search;

import dev.weir.model.PackageName;
import java.util.Optional;

/**
 * A package of our own that a search may show.
 *
 * @param top its own members, a JSON object as {@code PackageTop} makes it
 * @param version the one to show
 * @param date when that was published, as {@code time} has it
 */
public record OwnHit(PackageName name, String top, String version, Optional<String> date) {}
