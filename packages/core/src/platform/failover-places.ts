import { z } from "zod";
import { RegionRole } from "../config/regions.ts";

const RegionOf = z.string().min(1);
const Arn = z.string().startsWith("arn:");

/** A region of the platform, as the others meet it. */
const Member = z.strictObject({
  region: RegionOf,
  role: RegionRole,
  /** Its own load balancer, by a name that no failover turns; without a path. */
  url: z.url(),
  /** Its member of the global cluster. */
  clusterArn: Arn,
});

/** ARC's switches, by which users are turned. */
const Routing = z.strictObject({
  /** Of the cluster, each with the whole of its state: any one suffices. */
  endpoints: z.array(z.strictObject({ region: RegionOf, url: z.url() })).min(2),
  /** Routing control of each region of the platform. */
  controls: z.record(RegionOf, Arn),
});
export type Routing = z.output<typeof Routing>;

/** What a failover must know, and what a region is told in advance since nothing of the lost one may be asked. */
export const FailoverPlaces = z.strictObject({
  /** Regions that the platform stands in, in the order of preference; the first one writes until an epoch says otherwise. */
  regions: z.array(Member).min(2),
  /** Region of the observer that has no part of the platform. */
  neutral: RegionOf,
  /** Regions whose ledger tables hold the epochs: of three, any two decide. */
  tables: z.array(RegionOf).length(3),
  /** Aurora's global cluster. */
  globalCluster: z.string().min(1),
  policy: z.strictObject({
    /** Whether a lost primary is left without asking a person. */
    automatic: z.boolean(),
    confirmSeconds: z.int().positive(),
    rpoSeconds: z.int().nonnegative(),
    rtoSeconds: z.int().positive(),
  }),
  /** The least number of tasks of each service while a region serves, by the configuration's names of services. */
  serving: z.record(z.string(), z.int().nonnegative()),
  /** The same while it stands by. */
  resting: z.record(z.string(), z.int().nonnegative()),
  /** Secrets whose copies become the region's own when it writes, in that order, by their names. */
  secrets: z.array(z.string().min(1)),
  /** Absent where health checks turn users by themselves. */
  routing: Routing.optional(),
});
export type FailoverPlaces = z.output<typeof FailoverPlaces>;
