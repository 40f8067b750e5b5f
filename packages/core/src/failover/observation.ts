import { z } from "zod";

/** What a probe from outside saw; `unknown`: it could not be made, or what it saw can mean either. */
export const Seen = z.enum(["up", "down", "unknown"]);
export type Seen = z.output<typeof Seen>;

/** How a region looks from another one. */
export const Probes = z.strictObject({
  /** The load balancer's health path, at the region's own address. */
  edge: Seen,
  /** A synthetic user signs in. */
  login: Seen,
  /** A row of the last minutes, written there, has been read here. */
  databaseWrite: Seen,
  /** Whether the database's replication from there still moves. */
  replication: Seen,
});
export type Probes = z.output<typeof Probes>;

/** What one observer saw of one region in one minute, as it stands in the ledgers. */
export const Observation = z.strictObject({
  /** Region in which it was made; never the one that it is about. */
  observer: z.string(),
  /** Region that was looked at. */
  about: z.string(),
  /** By the observer's clock, milliseconds since 1970. */
  at: z.number(),
  probes: Probes,
  /** Whether the observer reached what it always reaches: two targets outside AWS and outside the region. */
  sees: z.boolean(),
});
export type Observation = z.output<typeof Observation>;
