/**
 * Names under which the platform answers. `origin` is what CloudFront calls: the record set that fails over. `region`
 * is one region's load balancer and nothing else: for health checks and probes.
 */
export const hostsOf = (host: string) =>
  ({
    public: host,
    origin: `origin.${host}`,
    /** Below `origin` or `public`: the standbys among themselves, where there is more than one. */
    standby: `standby.${host}`,
    region: (region: string) => `${region}.${host}`,
  }) as const;

/** Port of the listener on which a candidate is tried before users meet it. */
export const previewPort = 8443;
