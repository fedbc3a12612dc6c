package dev.weir.cli.doctor;

/**
 * That a client asks a registry.
 *
 * @param client such as {@code npm} or {@code Yarn 4}
 * @param scope the packages it is for, such as {@code @my}; empty for all others
 * @param where what says so: a file and line, a variable, the client itself
 */
record RegistrySetting(String client, String scope, String url, String where) {
  boolean isDefault() {
    return scope.isEmpty();
  }

  @Override
  public String toString() {
    var shown = RegistryUrl.of(url).map(RegistryUrl::toString).orElse(url);
    var packages = isDefault() ? "" : " for " + scope;
    return "%s uses %s%s (%s)".formatted(client, shown, packages, where);
  }
}
