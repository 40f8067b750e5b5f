import { check } from "./check.ts";

export const capacityHasRange = check(
  "the database's `minCapacity` is at most its `maxCapacity`",
  ["data"],
  function* ({ data: { database } }) {
    if (database.minCapacity > database.maxCapacity)
      yield {
        path: ["data", "database", "minCapacity"],
        wrong: "it is more than maxCapacity",
        allowed: `at most ${database.maxCapacity} ACU`,
      };
  },
);

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html */
export const pausesWithoutProxy = check(
  "a database that pauses (`minCapacity` 0) has no proxy, which would keep it awake",
  ["data"],
  function* ({ data: { database } }) {
    if (database.minCapacity === 0 && database.proxy)
      yield {
        path: ["data", "database", "minCapacity"],
        wrong: "RDS Proxy keeps a connection to each instance open, so that none would ever pause",
        allowed: "0 without `proxy`, at least 0.5 ACU with it",
      };
  },
);

/** Readers that the writer's cluster may have, less one for each standby region. */
const readersAtMost = 15;

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.configuration.requirements.html */
export const readersOfGlobalDatabase = check(
  "readers are at most 15, less one for each standby region",
  ["data", "regions"],
  function* ({ data: { database }, regions }) {
    const most = readersAtMost - (regions.length - 1);
    if (database.readers > most)
      yield {
        path: ["data", "database", "readers"],
        wrong: `a global database in ${regions.length} regions has at most ${most} readers beside its writer`,
        allowed: `from 0 to ${most}`,
      };
  },
);

export const cacheReplicasInZones = check(
  "each replica of the cache has a zone of its own",
  ["data", "regions"],
  function* ({ data: { cache }, regions }) {
    const zones = Math.min(...regions.map((each) => each.zones));
    if (cache.replicas >= zones)
      yield {
        path: ["data", "cache", "replicas"],
        wrong: `each replica stands in another zone than the primary node, and there are ${zones} zones`,
        allowed: `from 0 to ${zones - 1}`,
      };
  },
);
