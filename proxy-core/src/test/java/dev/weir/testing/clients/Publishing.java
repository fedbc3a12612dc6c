package dev.weir.testing.clients;

import java.util.List;

/**
 * What one client can do for who publishes. The lists are arguments of its program; an empty list
 * is something that it cannot do, which is everything unless it says otherwise.
 */
interface Publishing {
  /** Of a client that only installs. */
  Publishing NONE = new Publishing() {};

  /** What must be run before a package can be published; empty if nothing. */
  default List<String> before() {
    return List.of();
  }

  /** Publishes the package in the folder, which is of that version. */
  default List<String> publish(String version, String tag) {
    return List.of();
  }

  default List<String> deprecate(String specifier, String message) {
    return List.of();
  }

  default List<String> undeprecate(String specifier) {
    return List.of();
  }

  default List<String> addTag(String specifier, String tag) {
    return List.of();
  }

  default List<String> tags(String name) {
    return List.of();
  }

  default List<String> removeTag(String name, String tag) {
    return List.of();
  }

  /** Takes one version back, such as {@code name@1.0.0}. */
  default List<String> unpublish(String specifier) {
    return List.of();
  }

  default List<String> unpublishAll(String name) {
    return List.of();
  }

  default List<String> owners(String name) {
    return List.of();
  }

  default List<String> whoami() {
    return List.of();
  }

  /** Prints the packages that have {@code text} in their names or descriptions. */
  default List<String> search(String text) {
    return List.of();
  }
}
