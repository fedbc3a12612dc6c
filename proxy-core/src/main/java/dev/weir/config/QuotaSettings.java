package dev.weir.config;

/**
 * {@code quota}: how many there may be of what the control API makes. A quota keeps what is there
 * from growing beyond it; one that is lowered takes nothing away.
 */
public record QuotaSettings(
    @Doc("Most domains") int domains,
    @Doc("Most repositories in one domain") int repositoriesPerDomain,
    @Doc("Most direct upstreams of one repository") int upstreams,
    @Doc("Most repositories searched for one request, the addressed one included") int searched,
    @Doc("Requests a second; 0 is no limit") RateSettings rates) {
  public static final QuotaSettings DEFAULTS =
      new QuotaSettings(1000, 1000, 10, 25, RateSettings.DEFAULTS);

  /** As high as quotas go. */
  public static final QuotaSettings HIGHEST =
      new QuotaSettings(100_000, 100_000, 1000, 1000, RateSettings.DEFAULTS);

  public QuotaSettings {
    Check.between(1, 100_000, domains, "domains");
    Check.between(1, 100_000, repositoriesPerDomain, "repositories-per-domain");
    Check.between(1, 1000, upstreams, "upstreams");
    Check.between(1, 1000, searched, "searched");
  }
}
