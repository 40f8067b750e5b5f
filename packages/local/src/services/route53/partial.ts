import type { Partials } from "../partial.ts";

export const partial: Partials<"route53"> = {
  CreateHealthCheck:
    "HTTPS, CLOUDWATCH_METRIC, CALCULATED and RECOVERY_CONTROL; one checker every 30 s, outside all regions, in place of some in eight regions",
  ListHealthChecks: "all on one page",
  GetHealthCheckStatus: "what the one checker saw",
  ChangeResourceRecordSets:
    "failover, latency and simple record sets, in sync at once; any zone is there; of the names, those of type A lead to load balancers, and users are nearest to the first region",
  ListResourceRecordSets: "up to 300, on one page",
  ChangeTagsForResource: "tags are not kept",
};
