import { z } from "zod";
import { Side } from "../platform/platform.ts";
import { ReleasePolicy } from "./policy.ts";

/** A release as validated: nothing is done yet. */
export const Order = z.strictObject({
  group: z.string(),
  /** Name of the execution; with the group, the release's key in the ledger. */
  run: z.string(),
  image: z.strictObject({ repository: z.string(), tag: z.string().optional(), digest: z.string() }),
  requestedBy: z.string(),
  reason: z.string().optional(),
  policy: ReleasePolicy,
});
export type Order = z.output<typeof Order>;

/** A service of the group as the release found it. */
const FoundService = z.strictObject({
  name: z.string(),
  /** Tasks of the stable side; kept until the hold ends, and the capacity that all of the traffic needs. */
  stableCount: z.int().min(1),
  stableTaskDefinition: z.string(),
});
export type FoundService = z.output<typeof FoundService>;

/** A release under way: what was there when it began, which every later step goes by. */
export const Release = Order.extend({
  /** The same for all services of the group. */
  stable: Side,
  candidate: Side,
  services: z.array(FoundService).min(1),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
});
export type Release = z.output<typeof Release>;

/** ARNs of task definitions, by service. */
export const TaskDefinitions = z.record(z.string(), z.string());
export type TaskDefinitions = z.output<typeof TaskDefinitions>;

/** Why a release turned back: an error's name and its sentence. */
export const Problem = z.strictObject({ error: z.string(), cause: z.string() });
export type Problem = z.output<typeof Problem>;
