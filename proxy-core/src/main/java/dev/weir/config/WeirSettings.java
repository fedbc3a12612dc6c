package dev.weir.config;

import dev.weir.model.ConnectionName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every setting of the daemon: the whole file. */
public record WeirSettings(
    @Doc("Address to listen on; anything but loopback needs --insecure while auth.mode is open")
        String bind,
    @Doc("Port to listen on; 0 takes any") int port,
    @Doc("Data folder; unset is weir in the user's XDG data folder") Optional<String> data,
    @Doc("The base URL that clients use, if it is not what their Host header says")
        Optional<String> publicUrl,
    @Doc("Never ask an origin") boolean offline,
    @Doc("Scopes, with their @, that are ours: no origin is ever told a name in them")
        List<String> privateScopes,
    @Doc("The one account, 12 digits, that the CodeArtifact API shows in answers and ARNs")
        String accountId,
    @Doc("The region in ARNs of that API, and in those that it takes") String region,
    @Doc("Who may do what") AuthSettings auth,
    @Doc("The server, its connections and its limits") HttpSettings http,
    @Doc("How origins are asked") UpstreamSettings upstream,
    @Doc("Freshness and limits of packuments") PackumentSettings packument,
    @Doc("Tarballs and their flights") TarballSettings tarball,
    @Doc("How npm search is answered") SearchSettings search,
    @Doc("Advisories, signing keys, attestations and searches that origins answer")
        AnswerSettings answer,
    @Doc("How much the control API may make, and how fast it is asked") QuotaSettings quota,
    @Doc("What the control API reads of packages") PackagesSettings packages,
    @Doc("Packages that are published here") PublishSettings publish,
    @Doc("The stores in the data folder") StorageSettings storage,
    @Doc("The memory budget") MemorySettings memory,
    @Doc("The pool that indexes, renders, hashes and compresses") CpuSettings cpu,
    @Doc("A line per request") AccessLogSettings accessLog,
    @Doc("A line per change of domains, repositories and what is stored") AuditLogSettings auditLog,
    @Doc("How the daemon starts to be quick") WarmUpSettings warmUp,
    @Doc("How the daemon stops") ShutdownSettings shutdown,
    @Doc("Registries outside, by connection name")
        Map<String, ConnectionSettings> externalConnections,
    @Doc("Domains and repositories that are made at start if absent") BootstrapSettings bootstrap) {
  public static final WeirSettings DEFAULTS =
      new WeirSettings(
          "127.0.0.1",
          9347,
          Optional.empty(),
          Optional.empty(),
          false,
          List.of(),
          "000000000000",
          "us-east-1",
          AuthSettings.DEFAULTS,
          HttpSettings.DEFAULTS,
          UpstreamSettings.DEFAULTS,
          PackumentSettings.DEFAULTS,
          TarballSettings.DEFAULTS,
          SearchSettings.DEFAULTS,
          AnswerSettings.DEFAULTS,
          QuotaSettings.DEFAULTS,
          PackagesSettings.DEFAULTS,
          PublishSettings.DEFAULTS,
          StorageSettings.DEFAULTS,
          MemorySettings.DEFAULTS,
          CpuSettings.DEFAULTS,
          AccessLogSettings.DEFAULTS,
          AuditLogSettings.DEFAULTS,
          WarmUpSettings.DEFAULTS,
          ShutdownSettings.DEFAULTS,
          Map.of("public:npmjs", ConnectionSettings.DEFAULTS),
          BootstrapSettings.DEFAULTS);

  public WeirSettings {
    Check.between(0, 65535, port, "port");
    Check.matches("[^\\s/]+", bind, "bind", "an IP address or localhost");
    publicUrl.ifPresent(address -> Check.webAddress(address, "public-url"));
    Check.matches("[0-9]{12}", accountId, "account-id", "12 digits");
    Check.matches("[a-z0-9]+(-[a-z0-9]+)+", region, "region", "a region such as us-east-1");
    privateScopes = List.copyOf(privateScopes);
    for (var scope : privateScopes) {
      Check.matches("@[A-Za-z0-9_~-][A-Za-z0-9._~-]*", scope, "private-scopes", "@ and a scope");
    }
    externalConnections = withPublicNpmjs(externalConnections);
  }

  /** CodeArtifact knows this name without anyone declaring it, and so do we. */
  private static Map<String, ConnectionSettings> withPublicNpmjs(
      Map<String, ConnectionSettings> declared) {
    var all = new HashMap<>(declared);
    all.putIfAbsent(ConnectionName.PUBLIC_NPMJS.value(), ConnectionSettings.DEFAULTS);
    return Map.copyOf(all);
  }
}
